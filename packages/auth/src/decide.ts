import { type Cell, cellOf, isNeverOnOwnRecord } from './matrix.ts'
import type { Action } from './matrix-rows.ts'
import type { Caller, Limit, Scope } from './matrix-words.ts'

/** `allowed`; `hidden`: answer as if it did not exist; `forbidden`: these roles can never do this. */
export type Decision = 'allowed' | 'hidden' | 'forbidden'

/** How the caller stands to the object: scopes of the matrix, or the hard conflict that shuts clinical rows. */
export type Holding = Scope | 'conflicted'

export interface DecideAsk {
  readonly action: Action
  /** The roles the caller holds today, read in the request's own transaction. */
  readonly roles: Iterable<Caller>
  /** The scopes that hold for this object. Leave out what was not looked up: it then does not hold. */
  readonly holds: Iterable<Holding>
}

/**
 * The one place where the matrix is asked. Allowed when any role is allowed under a scope that holds; else hidden when any
 * role could be allowed under another scope, or its cell is hidden; else forbidden. No role, no known role or no such
 * action is forbidden. On rows marked so, a record about the caller (`own`) opens no other scope, and a hard conflict with
 * the worker (`conflicted`) shuts them all. Pure. The caller is known by two good tokens before this is asked.
 */
export function decide(ask: DecideAsk): Decision {
  const cells = cellsFor(ask)
  const scopes = scopesFor(ask)
  if (cells.some((cell) => allows(cell, scopes))) return 'allowed'
  return cells.some((cell) => cell !== 'forbidden') ? 'hidden' : 'forbidden'
}

/**
 * The limits on an access that is allowed. With several allowing roles the freest counts: the one whose limits all others
 * have too; when none is freest, the limits of all of them. Empty when nothing limits it, and when it is not allowed.
 */
export function limitsOn(ask: DecideAsk): readonly Limit[] {
  const scopes = scopesFor(ask)
  const sets = cellsFor(ask).flatMap((cell) => (typeof cell !== 'string' && allows(cell, scopes) ? [cell.limits] : []))
  const freest = sets.find((set) => sets.every((other) => set.every((limit) => other.includes(limit))))
  return freest ?? [...new Set(sets.flat())]
}

function cellsFor({ action, roles }: DecideAsk): readonly Cell[] {
  return Array.from(roles, (role) => cellOf(action, role))
}

function scopesFor({ action, holds }: DecideAsk): ReadonlySet<Holding> {
  const held = new Set<Holding>(holds)
  const isShut = isNeverOnOwnRecord(action) && (held.has('own') || held.has('conflicted'))
  if (isShut) return new Set(held.has('own') ? ['own'] : [])
  return held.add('any')
}

function allows(cell: Cell, scopes: ReadonlySet<Holding>): boolean {
  return typeof cell !== 'string' && cell.when.some((scope) => scopes.has(scope))
}
