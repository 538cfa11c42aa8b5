import { ADDED_ROLES, type AddedRole } from './matrix-added-roles.ts'
import { CELL_LIMITS } from './matrix-limits.ts'
import { type Action, ROWS } from './matrix-rows.ts'
import { type BaseCaller, type Caller, type Limit, type MatrixRow, SCOPES, type Scope } from './matrix-words.ts'

/** One answer of the matrix: allowed when any one of `when` holds (then with these limits), hidden, or forbidden. */
export type Cell =
  | { readonly outcome: 'allow'; readonly when: readonly Scope[]; readonly limits: readonly Limit[] }
  | 'hidden'
  | 'forbidden'

/** Every action, in the order of the rows. */
export const ACTIONS = Object.keys(ROWS) as readonly Action[]

const BASE_CALLERS: readonly BaseCaller[] = [
  'worker',
  'referrer',
  'oh-nurse',
  'oh-administrator',
  'specialist',
  'ics-lead',
  'national-lead',
  'spoke-key',
  'pool-key',
  'pool-operator',
]

/** Everyone the matrix answers for. */
export const CALLERS: readonly Caller[] = [...BASE_CALLERS, ...(Object.keys(ADDED_ROLES) as AddedRole[])]

const rowOf = (action: Action): MatrixRow => ROWS[action]

function resolve(action: Action, caller: Caller): Cell {
  return isAdded(caller) ? addedCell(action, caller) : baseCell(action, caller)
}

function isAdded(caller: Caller): caller is AddedRole {
  return Object.hasOwn(ADDED_ROLES, caller)
}

function baseCell(action: Action, caller: BaseCaller): Cell {
  const row = rowOf(action)
  const when = (Object.keys(SCOPES) as Scope[]).filter((scope) => row[scope]?.includes(caller))
  if (when.length > 0) return { outcome: 'allow', when, limits: CELL_LIMITS[action]?.[caller] ?? [] }
  return row.hidden?.includes(caller) ? 'hidden' : 'forbidden'
}

function addedCell(action: Action, caller: AddedRole): Cell {
  const { base, serviceMeans = 'service', differs } = ADDED_ROLES[caller]
  const difference = differs[action]
  if (difference === 'forbidden') return difference
  if (difference) return { outcome: 'allow', when: difference.when, limits: difference.limits ?? [] }
  const cell = base ? resolve(action, base) : 'forbidden'
  if (typeof cell === 'string') return cell
  return { ...cell, when: cell.when.map((scope) => (scope === 'service' ? serviceMeans : scope)) }
}

const cellsOf = (action: Action): ReadonlyMap<Caller, Cell> => new Map(CALLERS.map((caller) => [caller, resolve(action, caller)]))

/** The whole matrix with every difference resolved: action, then caller, then the answer. Maps, so no odd name finds one. */
export const MATRIX: ReadonlyMap<Action, ReadonlyMap<Caller, Cell>> = new Map(ACTIONS.map((action) => [action, cellsOf(action)]))

/** The row of the printed matrix an action belongs to (`1` … `39`, `8a`, `8b`), or `added`. */
export function matrixRowOf(action: Action): string {
  return rowOf(action).row
}

/** The answer of one cell; anything the matrix does not name is forbidden. */
export function cellOf(action: Action, caller: Caller): Cell {
  return MATRIX.get(action)?.get(caller) ?? 'forbidden'
}

/** True when no professional role does this to the record about its holder, or about a worker in hard conflict with the holder. */
export function isNeverOnOwnRecord(action: Action): boolean {
  return MATRIX.has(action) && rowOf(action).neverOnOwnRecord === true
}
