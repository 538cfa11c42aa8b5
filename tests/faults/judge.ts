import type { Ledger, Receipt, SentMessage } from './ledger.ts'
import { type Acknowledged, answerTo } from './questions.ts'

/** What must never happen to a message or a record. */
export const KINDS = ['lost', 'doubled', 'altered', 'disordered', 'forged'] as const

export interface Finding {
  readonly kind: (typeof KINDS)[number]
  readonly what: string
}

export interface Evidence {
  /** What the trusts told their nurses they had taken. */
  readonly acknowledged: readonly Acknowledged[]
  /** The answers that the nurses read at the trusts, by escalation. */
  readonly answers: ReadonlyMap<string, readonly string[]>
  readonly ledgers: readonly Ledger[]
}

const found = (kind: Finding['kind'], what: string): Finding => ({ kind, what })

/**
 * Compares what people were told with what every member holds, sent and took in, once all is drained. Empty when each
 * escalation and each opinion is there exactly once at both ends, and each message took effect once, unchanged, in order.
 */
export function judge({ acknowledged, answers, ledgers }: Evidence): Finding[] {
  return [...judgeAnswers(acknowledged, answers), ...judgeRecords(acknowledged, ledgers), ...judgeMessages(ledgers)]
}

function judgeAnswers(acknowledged: Evidence['acknowledged'], answers: Evidence['answers']): Finding[] {
  return acknowledged.flatMap(({ id, question }) => {
    const given = answers.get(id) ?? []
    return [
      ...(given.length === 0 ? [found('lost', `no nurse can read an answer to ${id}`)] : []),
      ...(given.length > 1 ? [found('doubled', `${id} is answered ${given.length} times`)] : []),
      ...given.filter((answer) => answer !== answerTo(question)).map(() => found('altered', `${id} is answered by other words`)),
    ]
  })
}

function judgeRecords(acknowledged: Evidence['acknowledged'], ledgers: readonly Ledger[]): Finding[] {
  const ids = acknowledged.map(({ id }) => id)
  const cases = ledgers.flatMap(({ escalations }) => escalations.flatMap(({ caseId }) => caseId ?? []))
  const twice = [...timesOf(cases)].filter(([, times]) => times > 1)
  return [
    ...twice.map(([caseId, times]) => found('doubled', `case ${caseId} was sent up ${times} times`)),
    ...(['spoke', 'pool'] as const).flatMap((kind) => {
      const members = ledgers.filter((each) => each.kind === kind)
      const escalations = members.flatMap((each) => each.escalations.map(({ id }) => id))
      const opinions = members.flatMap((each) => each.opinions)
      const entered = kind === 'pool' ? escalations : opinions.map(({ id }) => id)
      const audited = members.flatMap(({ takenIn }) => takenIn)
      return [
        ...eachOnce(`escalation at the ${kind}`, ids, escalations),
        ...eachOnce(
          `opinion at the ${kind}`,
          ids,
          opinions.map(({ escalationId }) => escalationId),
        ),
        ...eachOnce(`audit entry of what the ${kind} took in`, entered, audited),
      ]
    }),
  ]
}

/** Every wanted id is there exactly once, and no other is. */
function eachOnce(what: string, wanted: readonly string[], there: readonly string[]): Finding[] {
  const times = timesOf(there)
  const known = new Set(wanted)
  return [
    ...wanted.filter((id) => !times.has(id)).map((id) => found('lost', `there is no ${what} for ${id}`)),
    ...[...times].flatMap(([id, count]) => [
      ...(count > 1 ? [found('doubled', `there is more than one ${what} for ${id}`)] : []),
      ...(known.has(id) ? [] : [found('doubled', `there is an ${what} that nobody asked for: ${id}`)]),
    ]),
  ]
}

/** Once for each escalation, in a run in which nobody lets an offer lapse or declares a conflict. */
const ONCE = ['case-escalated.v1', 'escalation-accepted.v1', 'opinion-given.v1']

function judgeMessages(ledgers: readonly Ledger[]): Finding[] {
  const receipts = new Map(ledgers.map(({ holder, received }) => [holder, received]))
  return ledgers.flatMap((ledger) => [
    ...judgeSent(ledger),
    ...ledger.sent.flatMap((message) => judgeDelivery(ledger.holder, message, receipts.get(message.destination) ?? [])),
    ...judgeReceived(ledger, ledgers),
  ])
}

/** Records and messages were written together or not at all, and the numbers have no gap. */
function judgeSent({ kind, escalations, opinions, sent }: Ledger): Finding[] {
  const name = kind === 'spoke' ? 'case-escalated.v1' : 'opinion-given.v1'
  const told = new Set(sent.filter((message) => message.name === name).map(({ subject }) => subject))
  const records = kind === 'spoke' ? escalations.map(({ id }) => id) : opinions.map(({ escalationId }) => escalationId)
  const threads = groupBy(sent, ({ destination, subject, epoch }) => `${subject} to ${destination} in epoch ${epoch}`)
  return [
    ...records.filter((id) => !told.has(id)).map((id) => found('lost', `${id} was written down and no ${name} was posted`)),
    ...[...threads].flatMap(([thread, messages]) => [
      ...(hasGap(messages) ? [found('lost', `the numbers of ${thread} have a gap`)] : []),
      ...ONCE.filter((once) => messages.filter((message) => message.name === once).length > 1).map((once) =>
        found('doubled', `${once} was posted more than once for ${thread}`),
      ),
    ]),
  ]
}

const hasGap = (messages: readonly { readonly seq: number }[]) =>
  messages
    .map(({ seq }) => seq)
    .sort((one, other) => one - other)
    .some((seq, at) => seq !== at + 1)

function judgeDelivery(source: string, message: SentMessage, receipts: readonly Receipt[]): Finding[] {
  const { id, name, subject, epoch, seq, hash } = message
  const taken = receipts.filter((receipt) => receipt.id === id && receipt.source === source)
  const isSame = (receipt: Receipt) =>
    receipt.hash === hash && placeOf(receipt) === placeOf({ source, subject, epoch, seq }) && receipt.name === name
  return [
    ...(taken.length === 0 ? [found('lost', `${name} ${id} was sent and not taken in`)] : []),
    ...(taken.length > 1 ? [found('doubled', `${name} ${id} was taken in ${taken.length} times`)] : []),
    ...taken.filter((receipt) => !isSame(receipt)).map(() => found('altered', `${name} ${id} arrived as something else`)),
    ...taken.flatMap(({ reasons }) => reasons.map((word) => found('lost', `${name} ${id} took no effect: ${word}`))),
  ]
}

function judgeReceived({ holder, received }: Ledger, ledgers: readonly Ledger[]): Finding[] {
  const sources = new Map(
    ledgers.flatMap((each) => each.sent.filter(({ destination }) => destination === holder).map(({ id }) => [id, each.holder])),
  )
  const places = timesOf(received.map(placeOf))
  const threads = groupBy(received, ({ source, subject, epoch }) => `${subject} from ${source} in epoch ${epoch}`)
  return [
    ...received
      .filter(({ id, source }) => sources.get(id) !== source)
      .map(({ id, name }) => found('forged', `nobody sent ${name} ${id}`)),
    ...[...places].filter(([, times]) => times > 1).map(([place]) => found('doubled', `${place} was taken twice`)),
    ...[...threads]
      .filter(([, receipts]) => isDisordered(receipts))
      .map(([thread]) => found('disordered', `${thread} was not taken in by number`)),
  ]
}

function isDisordered(receipts: readonly Receipt[]): boolean {
  const byNumber = receipts.toSorted((one, other) => one.seq - other.seq)
  return byNumber.some(({ at }, position) => at < (byNumber[position - 1]?.at ?? at))
}

const placeOf = ({ source, subject, epoch, seq }: Pick<Receipt, 'source' | 'subject' | 'epoch' | 'seq'>) =>
  `number ${seq} of ${subject} from ${source} in epoch ${epoch}`

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

function timesOf(ids: readonly string[]): Map<string, number> {
  const times = new Map<string, number>()
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1)
  return times
}
