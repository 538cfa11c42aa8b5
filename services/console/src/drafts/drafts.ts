import { createHash } from 'node:crypto'
import { addMilliseconds, type Instant, type PersonId } from '@oh/kernel'
import { type Actor, asActor, type Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'
import type { NotDone } from '../sent-form.ts'
import { type DraftRow, deleteDraft, deleteOldestDrafts, findDraft, forgetExpiredDrafts, replaceDraft } from './draft.store.ts'

/** Acts for nobody: whose a draft is stands in its hash and its seal. */
const DRAFTS_PART: Actor = { kind: 'system', part: 'drafts' }

// security.md T9: unsaved clinical text is dropped when saved, or after a day
const KEPT_MILLISECONDS = 24 * 60 * 60_000

/** Far more than anybody writes on in one day; each is at most the size of a form. */
const MOST_DRAFTS = 20

/** What is sealed in a draft. */
export interface DraftContents {
  /** The fields of the form, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Why it did not take effect when it was last sent. */
  readonly answer?: NotDone | undefined
}

export interface Draft extends DraftContents {
  readonly keptAt: Instant
  readonly expiresAt: Instant
}

/** The drafts of one person. `place` is the address of the form, the same at keeping and finding. */
export interface OwnDrafts {
  /** What was kept of the form; undefined when nothing was, or when its day is over. */
  find(place: string): Promise<Draft | undefined>
  /** Keeps it for a day from now, in the place of what was kept before. Of more than 20 the oldest goes. */
  keep(place: string, contents: DraftContents): Promise<void>
  drop(place: string): Promise<void>
}

/** The one way to the `draft` table. */
export interface Drafts {
  of(person: PersonId): OwnDrafts
  /** Removes drafts whose time is over. */
  forgetOld(): Promise<void>
}

/**
 * Drafts on the console's database, and not at the trust: they are needed most while a trust does not answer. Each is
 * sealed for its row, and a row is found only by who wrote it and where, so nobody else's can be asked for.
 */
export function draftsOn(db: Db, keyring: Keyring): Drafts {
  const seal = sealOn(keyring)
  return {
    of: (person) => ({
      find: async (place) => {
        const row = await asActor(db, DRAFTS_PART, (tx) => findDraft(tx, hashOf(person, place)))
        return row && { ...seal.open(row), keptAt: row.keptAt, expiresAt: row.expiresAt }
      },
      keep: (place, contents) =>
        asActor(db, DRAFTS_PART, async (tx) => {
          const ownerHash = hashOf(person)
          const idHash = hashOf(person, place)
          const expiresAt = addMilliseconds(tx.now, KEPT_MILLISECONDS)
          await replaceDraft(tx, { idHash, ownerHash, contents: seal.close(idHash, contents), keptAt: tx.now, expiresAt })
          await deleteOldestDrafts(tx, ownerHash, MOST_DRAFTS)
        }),
      drop: (place) => asActor(db, DRAFTS_PART, (tx) => deleteDraft(tx, hashOf(person, place))),
    }),
    forgetOld: () => asActor(db, DRAFTS_PART, forgetExpiredDrafts),
  }
}

const hashOf = (person: PersonId, place?: string): string =>
  createHash('sha256')
    .update(JSON.stringify(place === undefined ? [person] : [person, place]))
    .digest('base64url')

const utf8 = new TextEncoder()
const text = new TextDecoder('utf-8', { fatal: true })

/** What is copied to another row no longer opens. */
function sealOn(keyring: Keyring) {
  const placeOf = (idHash: string) => `draft:${idHash}`
  return {
    close: (idHash: string, contents: DraftContents) => keyring.sealBody(placeOf(idHash), utf8.encode(JSON.stringify(contents))),
    open: ({ idHash, contents }: DraftRow) =>
      JSON.parse(text.decode(keyring.openBody(placeOf(idHash), contents))) as DraftContents,
  }
}
