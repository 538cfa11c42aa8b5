import { addMilliseconds, type PersonId } from '@oh/kernel'
import { asActor, type Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'
import { type FlightContents, type SentForm, sealFor } from './contents.ts'
import { deleteFlight, findFlight, findLanded, forgetExpiredFlights, insertFlight, landFlight } from './flight.store.ts'
import { hashOf, newSecret } from './secret.ts'
import { SIGN_IN_PART } from './sign-ins.ts'

const MINUTE = 60_000
const ATTEMPT_MILLISECONDS = 60 * MINUTE
const FORM_KEPT_MILLISECONDS = 24 * 60 * MINUTE

/** Somebody on the way to the provider. */
export interface Flight extends FlightContents {
  readonly person?: PersonId | undefined
}

interface NewFlight extends FlightContents {
  /** The browser that leaves, by its cookie. */
  readonly browser: string
  readonly person?: PersonId | undefined
}

/** The one way to the `sign_in_flight` table. The id is the OAuth `state`: single use, and good in one browser only. */
export interface Flights {
  /** Resolves to the flight's id. An attempt is kept for an hour, a form that was sent for a day. */
  leave(flight: NewFlight): Promise<string>
  /** A flight that has not landed, for this browser; else undefined. */
  waiting(id: string | undefined, browser: string | undefined): Promise<Flight | undefined>
  /** Lands it, once. */
  land(id: string | undefined, browser: string | undefined): Promise<Flight | undefined>
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
  return {
    leave: async ({ browser, person, ...contents }) => {
      const id = newSecret()
      const idHash = hashOf(id)
      await asActor(db, SIGN_IN_PART, (tx) =>
        insertFlight(tx, {
          idHash,
          browserHash: hashOf(browser),
          person: person ?? null,
          contents: seal.close(idHash, contents),
          expiresAt: addMilliseconds(tx.now, contents.form ? FORM_KEPT_MILLISECONDS : ATTEMPT_MILLISECONDS),
          landedAt: null,
        }),
      )
      return id
    },
    waiting: async (id, browser) => {
      if (id === undefined || browser === undefined) return undefined
      return opened(await asActor(db, SIGN_IN_PART, (tx) => findFlight(tx, hashOf(id), hashOf(browser))))
    },
    land: async (id, browser) => {
      if (id === undefined || browser === undefined) return undefined
      return opened(await asActor(db, SIGN_IN_PART, (tx) => landFlight(tx, hashOf(id), hashOf(browser))))
    },
    formOf: async (id, person) => opened(await asActor(db, SIGN_IN_PART, (tx) => findLanded(tx, hashOf(id), person)))?.form,
    forgetOld: () => asActor(db, SIGN_IN_PART, forgetExpiredFlights),
    forget: (id) => asActor(db, SIGN_IN_PART, (tx) => deleteFlight(tx, hashOf(id))),
  }
}
