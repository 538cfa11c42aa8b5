import { describe, expect, test } from 'vitest'
import {
  ACTIONS,
  type Action,
  CALLERS,
  type Caller,
  cellOf,
  decide,
  LIMITS,
  MATRIX,
  matrixRowOf,
  ROLES,
  SCOPES,
  type Scope,
} from './index.ts'

/** The letters of the table below. `-` is forbidden, `h` hidden; two letters: either scope will do. */
const LETTERS: Readonly<Record<string, Scope>> = {
  '*': 'any',
  o: 'own',
  r: 'referrer',
  c: 'recipient',
  v: 'surveillance-contact',
  s: 'service',
  k: 'card',
  t: 'within-tier',
  a: 'author',
  n: 'named',
  A: 'assigned',
  e: 'eligible',
  l: 'claimed',
  C: 'consultant',
  g: 'region',
  p: 'published',
  m: 'member',
  E: 'employer',
  S: 'sent-to',
}

// biome-ignore format: grouped as the table is
const COLUMNS: readonly Caller[] = [
  'worker', 'referrer', 'oh-nurse', 'oh-administrator', 'specialist', 'ics-lead', 'national-lead',
  'spoke-key', 'pool-key', 'pool-operator',
  'oh-physician', 'head-of-service', 'privacy-officer', 'pool-coordinator', 'directory-registrar', 'statistician',
  'hr-adviser', 'diploma-gp', 'technician', 'therapist', 'counsellor', 'case-manager', 'trainee',
  'health-and-safety', 'infection-prevention', 'speak-up-guardian',
]

/** Written by hand from the authorisation matrix of the design and its list of added roles, never from the data under test. */
const TABLE = `
action                        row   wk rf nu ad sp ic na | sk pk po | ph hs pv pc dr st | hr dg te th co cm tr | hf ip su
referral.create               1     o  *  s  s  -  -  -  | -  -  -  | s  s  -  -  - -  | *  s  s  s  s  -  s  | -  -  -
referral.read                 2     o  r  s  s  A  -  -  | -  -  -  | s  -  -  -  - -  | r  t  k  A  s  -  s  | -  -  -
case.list                     3     o  r  s  s  A  -  -  | -  -  -  | s  s  -  -  - -  | r  t  k  A  s  A  s  | -  -  -
case.read                     3     o  r  s  s  A  -  -  | -  -  -  | s  s  -  -  - -  | r  t  k  A  s  A  s  | -  -  -
case.readOtherService         4     h  h  h  h  A  -  -  | -  -  -  | h  h  -  -  - -  | h  h  h  h  h  -  h  | -  -  -
clinicalNote.read             5     -  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  A  -  -  s  | -  -  -
clinicalNote.create           6     -  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  A  -  -  s  | -  -  -
clinicalNote.amend            6     -  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  A  -  -  s  | -  -  -
clinicalNote.delete           7     -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
sealedNote.read               5     -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  a  -  -  | -  -  -
sealedNote.create             6     -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  a  -  -  | -  -  -
sealedNote.amend              6     -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  a  -  -  | -  -  -
case.manage                   6     -  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  A  -  -  s  | -  -  -
plan.read                     6     -  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  -  A  s  | -  -  -
plan.edit                     6     -  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  -  A  s  | -  -  -
report.readDraft              8a    -  -  a  -  a  -  -  | -  -  -  | a  -  -  -  - -  | -  a  -  a  a  -  a  | -  -  -
report.editDraft              8a    -  -  a  -  a  -  -  | -  -  -  | a  -  -  -  - -  | -  a  -  a  a  -  a  | -  -  -
report.readProposed           8b    o  -  a  -  a  -  -  | -  -  -  | a  -  -  -  - -  | -  a  -  a  a  -  a  | -  -  -
report.respondToProposed      8b    o  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
report.release                9     -  -  a  -  a  -  -  | -  -  -  | a  -  -  -  - -  | -  a  -  a  a  -  -  | -  -  -
report.releaseCountersigned   9     -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  a  | -  -  -
report.readReleased           10    o  c  s  s  A  -  -  | -  -  -  | s  -  -  -  - -  | c  t  -  A  s  -  s  | -  -  -
report.chooseRelease          11    o  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  s  -  s  | -  -  -
consent.give                  11    o  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  s  -  s  | -  -  -
consent.withdraw              11    o  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  s  -  s  | -  -  -
escalation.create             12    o  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  -  -  -  s  | -  -  -
escalation.takeSelfReferral   12    -  -  -  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  -  -  -  -  | -  -  -
escalation.receive            13    -  -  -  -  -  -  -  | m  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolQueue.list                14    -  -  -  -  e  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolCase.claim                15    -  -  -  -  e  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolCase.decline              15    -  -  -  -  e  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolCase.readIdentity         15    -  -  -  -  l  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolCase.declareConflict      15    -  -  -  -  l  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolCase.readContent          15    -  -  -  -  A  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolCase.readStatus           15    -  -  s  -  l  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  s  -  s  | -  -  -
opinion.give                  16    -  -  -  -  A  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
opinion.countersign           16    -  -  -  -  A  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
opinion.readOwn               16    -  -  -  -  a  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
opinion.receive               17    -  -  -  -  -  -  -  | -  m  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
appointment.read              18    o  r  s  s  A  -  -  | -  -  -  | s  s  -  -  - -  | r  t  k  A  s  A  s  | -  -  -
appointment.manage            18    o  r  s  s  A  -  -  | -  -  -  | s  s  -  -  - -  | r  t  k  A  s  A  s  | -  -  -
breakGlass.open               19    -  -  s  -  g  -  -  | -  -  -  | s  s  -  -  - -  | -  t  -  -  -  -  -  | -  -  -
breakGlass.review             19    -  -  -  -  -  -  -  | -  -  -  | -  -  sg -  - -  | -  -  -  -  -  -  -  | -  -  -
audit.read                    20    o  -  -  -  -  -  -  | -  -  -  | -  -  sg -  - -  | -  -  -  -  -  -  -  | -  -  -
directoryAudit.read           20    -  -  -  -  -  -  -  | -  -  -  | -  -  *  -  - -  | -  -  -  -  -  -  -  | -  -  -
aggregate.readTrust           21    -  -  -  s  -  g  *  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
aggregate.readIcs             22    -  -  -  -  -  gp *  | -  -  -  | -  -  -  -  - p  | -  -  -  -  -  -  -  | -  -  -
aggregate.readNational        22    -  -  -  -  -  p  *  | -  -  -  | -  -  -  -  - p  | -  -  -  -  -  -  -  | -  -  -
aggregate.drillDown           23    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
subjectAccess.request         24    o  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
subjectAccess.build           24    -  -  -  s  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
subjectAccess.release         24    -  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  -  A  -  -  s  | -  -  -
subjectAccess.releaseSealed   24    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  a  -  -  | -  -  -
subjectAccess.checkRedaction  24    -  -  -  -  -  -  -  | -  -  -  | -  -  s  -  - -  | -  -  -  -  -  -  -  | -  -  -
relayQueue.read               25    -  -  -  s  -  -  -  | -  -  m  | -  s  -  g  - g  | -  -  -  -  -  -  -  | -  -  -
deadLetter.retry              26    -  -  -  s  -  -  -  | -  -  -  | -  -  -  g  - g  | -  -  -  -  -  -  -  | -  -  -
deadLetter.discard            26    -  -  -  s  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
deadLetter.confirmDiscard     26    -  -  -  -  -  -  -  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
role.manage                   27    -  -  -  s  -  -  -  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
submission.send               28    -  -  -  -  -  -  -  | m  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
graph.introspect              29    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
healthOutcome.read            30    o  v  s  s  A  -  -  | -  -  -  | s  s  -  -  - -  | v  t  s  A  s  -  s  | -  -  -
healthOutcome.issue           30    -  -  a  -  a  -  -  | -  -  -  | a  -  -  -  - -  | -  a  -  a  a  -  a  | -  -  -
impartialityLog.create        31    -  -  *  -  *  -  -  | -  -  -  | *  -  -  -  - -  | -  *  *  *  *  -  *  | -  -  -
impartialityLog.read          31    -  -  a  -  a  -  -  | -  -  -  | a  -  -  -  - -  | -  a  a  a  a  -  a  | -  -  S
restrictedRecord.read         32    o  -  n  h  A  -  -  | -  -  -  | n  h  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
eppClearance.give             32    -  -  -  -  C  -  -  | -  -  -  | C  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
misfiledNote.report           33    o  -  s  s  A  -  -  | -  -  -  | s  s  -  -  - -  | -  t  k  A  s  -  s  | -  -  -
misfiledNote.move             33    -  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  A  s  -  s  | -  -  -
misfiledNote.approveMove      33    -  -  -  -  -  -  -  | -  -  -  | -  -  s  -  - -  | -  -  -  -  -  -  -  | -  -  -
misfiledNote.decideBreach     33    -  -  -  -  -  -  -  | -  -  -  | -  -  s  -  - -  | -  -  -  -  -  -  -  | -  -  -
correspondence.add            34    o  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
correspondence.receive        34    -  -  s  s  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  -  s  -  s  | -  -  -
correspondence.match          34    -  -  s  s  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  -  s  -  s  | -  -  -
correspondence.act            34    -  -  s  -  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  -  s  -  s  | -  -  -
correspondence.read           34    -  -  s  -  A  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  -  s  -  s  | -  -  -
submission.read               35    -  -  -  -  -  -  -  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
submission.signOff            35    -  -  -  -  -  -  -  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
poolBoard.read                36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
escalation.reroute            36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
jobPlan.read                  36    -  -  -  -  o  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
jobPlan.set                   36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
leave.enter                   36    -  -  -  -  o  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
session.cancel                36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
booking.cancel                36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
routingPolicy.read            36    -  -  -  -  -  g  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
routingPolicy.preview         36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
routingPolicy.switchOn        36    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
study.ask                     36    -  -  -  -  -  g  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
study.read                    36    -  -  -  -  -  g  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
member.invite                 37    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  * -  | -  -  -  -  -  -  -  | -  -  -
member.approve                37    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  * -  | -  -  -  -  -  -  -  | -  -  -
member.suspend                37    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  * -  | -  -  -  -  -  -  -  | -  -  -
member.heartbeat              37    -  -  -  -  -  -  -  | m  m  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
member.changeKey              37    -  -  -  -  -  -  -  | m  m  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
setting.change                38    -  -  -  -  -  -  -  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
setting.read                  38    -  -  -  s  -  -  -  | -  -  -  | -  s  -  -  - -  | -  -  -  -  -  -  -  | -  -  -
capacity.readLive             39    -  -  s  s  -  g  -  | -  -  -  | s  s  -  -  - -  | -  s  s  s  s  -  s  | -  -  -
agreement.read                41    -  -  -  -  -  g  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
agreement.manage              41    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
session.lend                  41    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
poolUse.read                  42    -  -  -  -  -  g  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
poolUse.readPeople            42    -  -  -  -  -  -  -  | -  -  -  | -  -  -  g  - -  | -  -  -  -  -  -  -  | -  -  -
publication.prepare           40    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  -  *  | -  -  -  -  -  -  -  | -  -  -
publication.publish           40    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  -  *  | -  -  -  -  -  -  -  | -  -  -
publication.askWithdrawal     40    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  -  *  | -  -  -  -  -  -  -  | -  -  -
publication.withdraw          40    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  -  *  | -  -  -  -  -  -  -  | -  -  -
preparation.make              40    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  -  *  | -  -  -  -  -  -  -  | -  -  -
preparation.read              40    -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  -  *  | -  -  -  -  -  -  -  | -  -  -
assignment.setStaffGroup      added -  -  s  s  -  -  -  | -  -  -  | s  -  -  -  - -  | -  t  k  A  s  -  s  | -  -  -
adjustment.followThrough      added -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | c  -  -  -  -  -  -  | -  -  -
riddor.read                   added -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | E  -  -
outbreakList.read             added -  -  -  -  -  -  -  | -  -  -  | -  -  -  -  - -  | -  -  -  -  -  -  -  | -  E  -
`

interface ExpectedRow {
  readonly action: Action
  readonly row: string
  readonly cells: readonly string[]
}

const EXPECTED: readonly ExpectedRow[] = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((text) => {
    const [action, row, ...cells] = text.replaceAll('|', ' ').trim().split(/\s+/)
    return { action: action as Action, row: row ?? '', cells }
  })

const ALL_SCOPES = Object.keys(SCOPES) as readonly Scope[]

/** What `decide` must answer with exactly one scope holding. */
function expected(cell: string, scope: Scope): string {
  if (cell === '-') return 'forbidden'
  if (cell === 'h') return 'hidden'
  const scopes = [...cell].map((letter) => LETTERS[letter])
  return scopes.includes('any') || scopes.includes(scope) ? 'allowed' : 'hidden'
}

test('the written table and the data speak of the same actions, rows and callers', () => {
  expect(EXPECTED.map(({ action }) => action).sort()).toEqual([...ACTIONS].sort())
  expect([...COLUMNS].sort()).toEqual([...CALLERS].sort())
  for (const { action, row, cells } of EXPECTED) {
    expect(matrixRowOf(action)).toBe(row)
    expect(cells).toHaveLength(COLUMNS.length)
  }
})

test('every printed row has an action, 8 as two, and every role of a membership has a column', () => {
  const printed = [...Array.from({ length: 42 }, (_, at) => String(at + 1)).filter((row) => row !== '8'), '8a', '8b', 'added']
  expect(new Set(ACTIONS.map(matrixRowOf))).toEqual(new Set(printed))
  expect(CALLERS).toEqual(expect.arrayContaining([...ROLES]))
})

describe.each(EXPECTED)('row $row: $action', ({ action, cells }) => {
  test.each(COLUMNS.map((caller, at) => [caller, cells[at] ?? '?'] as const))('%s: %s', (caller, cell) => {
    for (const scope of ALL_SCOPES) {
      expect(`${scope}: ${decide({ action, roles: [caller], holds: [scope] })}`).toBe(`${scope}: ${expected(cell, scope)}`)
    }
    const unheld = cell === '-' ? 'forbidden' : cell.includes('*') ? 'allowed' : 'hidden'
    expect(decide({ action, roles: [caller], holds: [] })).toBe(unheld)
  })
})

test('every cell was asserted', () => {
  const cells = [...MATRIX.values()].reduce((sum, row) => sum + row.size, 0)
  expect(cells).toBe(EXPECTED.length * COLUMNS.length)
})

/** Written by hand: what the allowed do not get, or must bring. */
const EXPECTED_LIMITS: readonly (readonly [Action, Caller, string])[] = [
  ['referral.create', 'referrer', 'worker-told'],
  ['referral.create', 'hr-adviser', 'worker-told'],
  ['referral.read', 'referrer', 'own-words'],
  ['case.list', 'referrer', 'status-and-dates'],
  ['case.list', 'oh-administrator', 'no-clinical-fields'],
  ['case.list', 'head-of-service', 'no-clinical-fields'],
  ['case.list', 'case-manager', 'with-consent'],
  ['clinicalNote.read', 'specialist', 'escalated-content'],
  ['clinicalNote.amend', 'oh-nurse', 'new-version'],
  ['clinicalNote.amend', 'oh-physician', 'new-version'],
  ['report.release', 'oh-nurse', 'release-chosen'],
  ['report.release', 'specialist', 'release-chosen'],
  ['report.releaseCountersigned', 'trainee', 'countersigned release-chosen'],
  ['report.readReleased', 'referrer', 'released-version'],
  ['consent.give', 'oh-nurse', 'verbal-evidence'],
  ['escalation.create', 'worker', 'worker-is-doctor'],
  ['escalation.create', 'oh-nurse', 'confidentiality-gate reason-given'],
  ['escalation.create', 'oh-physician', 'confidentiality-gate reason-given'],
  ['escalation.create', 'trainee', 'confidentiality-gate reason-given countersigned'],
  ['poolCase.readStatus', 'oh-nurse', 'status-only'],
  ['opinion.readOwn', 'specialist', 'read-only'],
  ['appointment.read', 'referrer', 'fit-to-attend'],
  ['breakGlass.open', 'oh-nurse', 'break-glass'],
  ['breakGlass.open', 'head-of-service', 'break-glass'],
  ['audit.read', 'privacy-officer', 'not-own-accesses'],
  ['directoryAudit.read', 'privacy-officer', 'not-own-accesses'],
  ['subjectAccess.build', 'oh-administrator', 'sealed'],
  ['deadLetter.retry', 'pool-coordinator', 'reason-given'],
  ['deadLetter.retry', 'statistician', 'reason-given'],
  ['deadLetter.discard', 'oh-administrator', 'reason-given second-person'],
  ['role.manage', 'oh-administrator', 'never-own-role'],
  ['submission.send', 'spoke-key', 'aggregates-only'],
  ['publication.publish', 'statistician', 'second-person'],
  ['publication.askWithdrawal', 'statistician', 'reason-given'],
  ['publication.withdraw', 'statistician', 'second-person'],
  ['misfiledNote.move', 'oh-nurse', 'second-person'],
  ['correspondence.match', 'oh-administrator', 'identity-fields'],
  ['member.approve', 'directory-registrar', 'second-person'],
]

test.each(EXPECTED_LIMITS)('%s by %s is limited: %s', (action, caller, limits) => {
  const cell = cellOf(action, caller)
  expect(typeof cell === 'string' ? cell : cell.limits.join(' ')).toBe(limits)
})

test('every limit is used by some cell, and every scope too', () => {
  const cells = [...MATRIX.values()].flatMap((row) => [...row.values()]).filter((cell) => typeof cell !== 'string')
  expect(new Set(cells.flatMap((cell) => cell.limits))).toEqual(new Set(Object.keys(LIMITS)))
  expect(new Set(cells.flatMap((cell) => cell.when))).toEqual(new Set(Object.keys(SCOPES)))
})
