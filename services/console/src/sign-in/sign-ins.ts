import type { Role } from '@oh/auth'
import { addMilliseconds, type Instant, millisecondsOf, type PersonId } from '@oh/kernel'
import { type Actor, asActor, type Db } from '@oh/postgres'
import type { Keyring } from '@oh/vault'
import { type Seal, type SignInContents, sealFor, type Tokens } from './contents.ts'
import { newFormKey } from './form-token.ts'
import { ABSOLUTE_MILLISECONDS, isLive } from './life.ts'
import { hashOf, newSecret } from './secret.ts'
import {
  deleteSignIn,
  deleteSignInsOf,
  findSignIn,
  forgetSignInsBefore,
  holdSignIn,
  insertSignIn,
  lockSignIn,
  type SignInRow,
  saveContents,
  touchSignIn,
} from './sign-in.store.ts'

/** Acts for nobody: these are the rows by which somebody becomes known. */
export const SIGN_IN_PART: Actor = { kind: 'system', part: 'sign-in' }

const KEPT_MILLISECONDS = 24 * 60 * 60_000
const REFRESH_AHEAD_MILLISECONDS = 60_000

/** Somebody signed in, as pages and middleware see it. */
export interface SignIn {
  readonly idHash: string
  readonly person: PersonId
  readonly name: string
  readonly job?: string | undefined
  /** Where the person works now: what the provider said, or what was chosen since. */
  readonly organisation?: string | undefined
  /** What the provider said, where something else was chosen. */
  readonly ownOrganisation?: string | undefined
  readonly roles: readonly Role[]
  readonly formKey: string
}

type FoundSignIn =
  | { readonly kind: 'live'; readonly signIn: SignIn }
  | { readonly kind: 'locked'; readonly signIn: SignIn }
  | { readonly kind: 'none' }

/** Somebody whom the provider has just vouched for. */
export interface NewSignIn extends Tokens {
  readonly person: PersonId
  readonly name: string
  readonly job?: string | undefined
  readonly organisation?: string | undefined
  readonly providerSession?: string | undefined
  readonly assurance?: string | undefined
}

/** Gets new tokens for a refresh token; undefined when the provider no longer honours it. Rejects when it cannot be asked. */
export type Refresh = (refreshToken: string) => Promise<Tokens | undefined>

/** The provider no longer vouches for the person: the sign-in is locked until he signs in again. */
export class SignInOver extends Error {
  override readonly name = 'SignInOver'
  readonly code = 'SIGN_IN_OVER'
}

/** Who is signed in: the one way to the `sign_in` table. */
export interface SignIns {
  /** Looks the browser's id up, and counts as activity when the sign-in is live. */
  find(id: string | undefined): Promise<FoundSignIn>
  /** A new sign-in under a new id. Takes over the open forms of an earlier sign-in of the same person, and ends whichever was before. */
  begin(who: NewSignIn, before: SignIn | undefined): Promise<{ readonly id: string; readonly signIn: SignIn }>
  end(idHash: string): Promise<void>
  /** As the provider says: one of its own sign-ins or all of a person's. */
  endOf(whose: { readonly providerSession: string } | { readonly person: PersonId }): Promise<number>
  /** Removes sign-ins that nobody can come back to. */
  forgetOld(): Promise<void>
  /** The person works there from now on; undefined: at the own organisation. */
  workAt(signIn: SignIn, organisation: string | undefined): Promise<void>
  rememberRoles(signIn: SignIn, roles: readonly Role[]): Promise<void>
  /** The person's access token, renewed when it is about to expire. Throws SignInOver when it cannot be. */
  accessToken(signIn: SignIn): Promise<string>
}

/** Sign-ins on their database; one at a time renews a sign-in's tokens, because a refresh token serves once. */
export function signInsOn(db: Db, keyring: Keyring, refresh: Refresh): SignIns {
  const seal = sealFor<SignInContents>(keyring, 'sign_in')
  return {
    find: (id) => find(db, seal, id),
    begin: (who, before) => begin(db, seal, who, before),
    end: (idHash) => asActor(db, SIGN_IN_PART, (tx) => deleteSignIn(tx, idHash)),
    endOf: (whose) => asActor(db, SIGN_IN_PART, (tx) => deleteSignInsOf(tx, whose)),
    forgetOld: () =>
      asActor(db, SIGN_IN_PART, (tx) =>
        forgetSignInsBefore(tx, addMilliseconds(tx.now, -ABSOLUTE_MILLISECONDS - KEPT_MILLISECONDS)),
      ),
    workAt: (signIn, worksAt) => change(db, seal, signIn, { worksAt }),
    rememberRoles: (signIn, roles) => change(db, seal, signIn, { roles }),
    accessToken: (signIn) => accessToken(db, seal, refresh, signIn.idHash),
  }
}

async function find(db: Db, seal: Seal<SignInContents>, id: string | undefined): Promise<FoundSignIn> {
  if (id === undefined) return { kind: 'none' }
  return asActor(db, SIGN_IN_PART, async (tx) => {
    const row = await findSignIn(tx, hashOf(id))
    if (!row) return { kind: 'none' }
    const signIn = opened(seal, row)
    if (!isLive(timesOf(row), tx.now)) return { kind: 'locked', signIn }
    await touchSignIn(tx, row.idHash)
    return { kind: 'live', signIn }
  })
}

function change(db: Db, seal: Seal<SignInContents>, { idHash }: SignIn, contents: Partial<SignInContents>): Promise<void> {
  return asActor(db, SIGN_IN_PART, async (tx) => {
    const row = await holdSignIn(tx, idHash)
    if (row) await saveContents(tx, idHash, seal.close(idHash, { ...seal.open(idHash, row.contents), ...contents }))
  })
}

async function begin(db: Db, seal: Seal<SignInContents>, who: NewSignIn, before: SignIn | undefined) {
  const id = newSecret()
  const idHash = hashOf(id)
  const same = before?.person === who.person ? before : undefined
  const { person, providerSession = null, assurance = null, ...rest } = who
  // after a lock the same person goes on where he was
  const worksAt = same?.ownOrganisation === undefined ? undefined : same.organisation
  const contents = { ...rest, worksAt, roles: same?.roles ?? [], formKey: same?.formKey ?? newFormKey() }
  return asActor(db, SIGN_IN_PART, async (tx) => {
    if (before) await deleteSignIn(tx, before.idHash)
    const row: SignInRow = {
      idHash,
      person,
      providerSession,
      assurance,
      contents: seal.close(idHash, contents),
      startedAt: tx.now,
      seenAt: tx.now,
      lockedAt: null,
    }
    await insertSignIn(tx, row)
    return { id, signIn: opened(seal, row) }
  })
}

async function accessToken(db: Db, seal: Seal<SignInContents>, refresh: Refresh, idHash: string): Promise<string> {
  const token = (await knownToken(db, seal, idHash)) ?? (await renewedToken(db, seal, refresh, idHash))
  if (token === undefined) throw new SignInOver('The provider no longer vouches for this sign-in.')
  return token
}

function knownToken(db: Db, seal: Seal<SignInContents>, idHash: string): Promise<string | undefined> {
  return asActor(db, SIGN_IN_PART, async (tx) => {
    const row = await findSignIn(tx, idHash)
    const contents = row && seal.open(idHash, row.contents)
    return contents && isFresh(contents, tx.now) ? contents.accessToken : undefined
  })
}

// the row is held while the provider is asked, so that a second request waits and then finds the new token
function renewedToken(db: Db, seal: Seal<SignInContents>, refresh: Refresh, idHash: string): Promise<string | undefined> {
  return asActor(db, SIGN_IN_PART, async (tx) => {
    const row = await holdSignIn(tx, idHash)
    if (!row) return undefined
    const contents = seal.open(idHash, row.contents)
    if (isFresh(contents, tx.now)) return contents.accessToken
    const tokens = contents.refreshToken === undefined ? undefined : await refresh(contents.refreshToken)
    if (tokens) await saveContents(tx, idHash, seal.close(idHash, { ...contents, ...tokens }))
    else await lockSignIn(tx, idHash)
    return tokens?.accessToken
  })
}

function isFresh({ accessExpiresAt }: Tokens, now: Instant): boolean {
  return millisecondsOf(accessExpiresAt) - millisecondsOf(now) > REFRESH_AHEAD_MILLISECONDS
}

function opened(seal: Seal<SignInContents>, row: SignInRow): SignIn {
  const { name, job, organisation, worksAt, roles, formKey } = seal.open(row.idHash, row.contents)
  const where = worksAt === undefined ? { organisation } : { organisation: worksAt, ownOrganisation: organisation }
  return { idHash: row.idHash, person: row.person as PersonId, name, job, ...where, roles, formKey }
}

function timesOf({ startedAt, seenAt, lockedAt }: SignInRow) {
  return { startedAt, seenAt, lockedAt: lockedAt ?? undefined }
}
