import { addMilliseconds, type Instant, type PersonId } from '@oh/kernel'
import { asActor, type Db } from '@oh/postgres'
import { IntegrityFault, type Keyring } from '@oh/vault'
import { type FlightContents, type SentForm, sealFor } from './contents.ts'
import {
  deleteFlight,
  findFlight,
  findLanded,
  forgetExpiredFlights,
  hasLanded,
  insertFlight,
  landFlight,
} from './flight.store.ts'
import { hashOf, newSecret, sameText } from './secret.ts'
import { SIGN_IN_PART } from './sign-ins.ts'

const MINUTE = 60_000
const ATTEMPT_MILLISECONDS = 60 * MINUTE
const FORM_KEPT_MILLISECONDS = 24 * 60 * MINUTE

/** Marks an id that holds its flight, and binds its seal to that place. */
const CARRIED = 'carried.'

/** Somebody on the way to the provider. */
export interface Flight extends FlightContents {
  readonly person?: PersonId | undefined
}

interface NewFlight extends FlightContents {
  /** The browser that leaves, by its cookie. */
  readonly browser: string
  readonly person?: PersonId | undefined
}

/** A flight of nobody in particular. It travels sealed in its own id, so that whoever has not signed in fills no table. */
interface CarriedFlight extends FlightContents {
  readonly browserHash: string
  readonly expiresAt: Instant
}

/**
 * The one way to the `sign_in_flight` table. The id is the OAuth `state`: single use, and good in one browser only. A row
 * is written for a known person, or once the provider has said who came.
 */
export interface Flights {
  /** Resolves to the flight's id. An attempt is kept for an hour, a form that was sent for a day. */
  leave(flight: NewFlight): Promise<string>
  /** A flight that has not landed, for this browser; else undefined. */
  waiting(id: string | undefined, browser: string | undefined): Promise<Flight | undefined>
  /** Lands it, once. */
  land(id: string | undefined, browser: string | undefined): Promise<Flight | undefined>
  /** Remembers that the provider has brought somebody back with it, so that it does not land again. */
  arrived(id: string, browser: string | undefined): Promise<void>
  /** The form that a person had sent, now that he is back; nobody else's, and undefined when there was none. */
  formOf(id: string, person: PersonId): Promise<SentForm | undefined>
  forget(id: string): Promise<void>
  /** Removes flights whose time is over. */
  forgetOld(): Promise<void>
}

/** Flights on the sign-in database. */
export function flightsOn(db: Db, keyring: Keyring): Flights {
  const seal = sealFor<FlightContents>(keyring, 'sign_in_flight')
  const opened = (row: { idHash: string; person: string | null; contents: Uint8Array } | undefined): Flight | undefined =>
    row && { ...seal.open(row.idHash, row.contents), person: (row.person as PersonId | null) ?? undefined }
  const carried = sealFor<CarriedFlight>(keyring, 'sign_in_flight')
  const carriedIn = (id: string, browser: string): CarriedFlight | undefined => {
    if (!id.startsWith(CARRIED)) return undefined
    const flight = openOr(() => carried.open(CARRIED, Buffer.from(id.slice(CARRIED.length), 'base64url')))
    const isGood = flight && sameText(flight.browserHash, hashOf(browser)) && flight.expiresAt > db.clock()
    return isGood ? flight : undefined
  }
  /** By its nonce: the same bytes can be written as an id in more than one way. */
  const rowIdOf = ({ nonce }: CarriedFlight) => hashOf(nonce)
  const carriedNotLanded = async (id: string, browser: string): Promise<Flight | undefined> => {
    const flight = carriedIn(id, browser)
    if (!flight || (await asActor(db, SIGN_IN_PART, (tx) => hasLanded(tx, rowIdOf(flight))))) return undefined
    const { codeVerifier, nonce, returnTo } = flight
    return { codeVerifier, nonce, returnTo }
  }
  return {
    leave: async ({ browser, person, ...contents }) => {
      if (person === undefined) {
        const expiresAt = addMilliseconds(db.clock(), ATTEMPT_MILLISECONDS)
        const sealed = carried.close(CARRIED, { ...contents, browserHash: hashOf(browser), expiresAt })
        return `${CARRIED}${Buffer.from(sealed).toString('base64url')}`
      }
      const id = newSecret()
      const idHash = hashOf(id)
      await asActor(db, SIGN_IN_PART, (tx) =>
        insertFlight(tx, {
          idHash,
          browserHash: hashOf(browser),
          person,
          contents: seal.close(idHash, contents),
          expiresAt: addMilliseconds(tx.now, contents.form ? FORM_KEPT_MILLISECONDS : ATTEMPT_MILLISECONDS),
          landedAt: null,
        }),
      )
      return id
    },
    waiting: async (id, browser) => {
      if (id === undefined || browser === undefined) return undefined
      if (id.startsWith(CARRIED)) return carriedNotLanded(id, browser)
      return opened(await asActor(db, SIGN_IN_PART, (tx) => findFlight(tx, hashOf(id), hashOf(browser))))
    },
    land: async (id, browser) => {
      if (id === undefined || browser === undefined) return undefined
      if (id.startsWith(CARRIED)) return carriedNotLanded(id, browser)
      return opened(await asActor(db, SIGN_IN_PART, (tx) => landFlight(tx, hashOf(id), hashOf(browser))))
    },
    arrived: async (id, browser) => {
      const flight = browser === undefined ? undefined : carriedIn(id, browser)
      if (!flight) return
      const { browserHash, expiresAt, ...contents } = flight
      const idHash = rowIdOf(flight)
      await asActor(db, SIGN_IN_PART, (tx) =>
        insertFlight(tx, {
          idHash,
          browserHash,
          person: null,
          contents: seal.close(idHash, contents),
          expiresAt,
          landedAt: tx.now,
        }),
      )
    },
    formOf: async (id, person) => opened(await asActor(db, SIGN_IN_PART, (tx) => findLanded(tx, hashOf(id), person)))?.form,
    forgetOld: () => asActor(db, SIGN_IN_PART, forgetExpiredFlights),
    forget: (id) => asActor(db, SIGN_IN_PART, (tx) => deleteFlight(tx, hashOf(id))),
  }
}

/** What was sealed here, or undefined when it was not: anybody can write such an id. */
function openOr(open: () => CarriedFlight): CarriedFlight | undefined {
  try {
    return open()
  } catch (fault) {
    if (fault instanceof IntegrityFault) return undefined
    throw fault
  }
}
