import { addMonths, asMonth, type LondonDate, lastDayOf, type Month } from '@oh/kernel'
import { PlainFault, type Say } from './plain-fault.ts'

/** A person of the federation by whom a step is taken. */
export interface Closer {
  readonly person: string
  readonly name: string
  /** Code of the trust, for a head of service. */
  readonly trust: string
}

export interface CloseMonthParts {
  readonly heads: readonly Closer[]
  /** Who prepares the month, and who publishes what was prepared: two people. */
  readonly statisticians: readonly [Omit<Closer, 'trust'>, Omit<Closer, 'trust'>]
  /** Who reads what has been published. */
  readonly reader: Omit<Closer, 'trust'>
  /** Asks the gateway as that person; rejects with a PlainFault when no answer comes. */
  readonly ask: (person: string, document: string, variables: Record<string, unknown>) => Promise<GraphAnswer>
  /** Waits a moment for messages to go on their way; false when it has waited long enough. */
  readonly pause: () => Promise<boolean>
  /** The same while a month is prepared, which takes minutes. */
  readonly pauseLong: () => Promise<boolean>
  readonly say: Say
}

export interface GraphAnswer {
  // biome-ignore lint/suspicious/noExplicitAny: read by the document that was sent
  readonly data?: any
  readonly errors?: readonly { readonly message: string }[]
}

const MONTHS = `query ($trust: ID!) { trust(odsCode: $trust) { submissions(first: 36) { month employer employerName } } }`
const MONTH = `query ($trust: ID!, $month: String!, $employer: ID!) { trust(odsCode: $trust) {
  submission(month: $month, employer: $employer) { digest isNew isPublished state unrecorded
    sent { state reasons { word sentence } }
    measures { measure title now { numerator denominator } lookAgain } } } }`
const SERVED_SINCE = `query ($employer: ID!) { trust(odsCode: $employer) { servedSince } }`
const SIGN_OFF = `mutation ($input: SignOffSubmissionInput!) { signOffSubmission(input: $input) {
  __typename ... on SubmissionSignedOff { isNew } ... on Refused { reasons { sentence } } } }`
const PUBLICATIONS = `{ england { publications(first: 100) { number month withdrawal { kind } } } }`
const WAITING = `{ england { monthToPublish { month expected sent staffCovered } } }`
const PREPARE = `mutation ($month: String!) { prepareMonth(month: $month) {
  __typename ... on MonthBeingPrepared { id } ... on Refused { reasons { word sentence } } } }`
const PREPARED = `{ england { preparations(first: 1) { rows { id month state reasons preparedByName
  report { attacked suppressed seconds } } } } }`
const PUBLISH = `mutation ($month: String!, $preparation: ID!) { publishMonth(month: $month, preparation: $preparation) {
  __typename ... on MonthPublished { number } ... on Refused { reasons { sentence } } } }`
const FIGURES = `{ england { published(measure: "seen-within-10", kind: month, last: 2) {
  period numerator { value mark } denominator { value mark } } } }`

/** The month that the command names, else the one that closed last. Throws PlainFault for what is no month. */
export function monthAsked(args: readonly string[], thisMonth: Month): Month {
  const at = args.indexOf('--month')
  if (args.length === 0) return addMonths(thisMonth, -1)
  const month = at === 0 && args.length === 2 ? asMonth(args[1] ?? '') : undefined
  if (!month) throw new PlainFault('Write: npm run close-month, or npm run close-month -- --month 2026-10')
  if (month >= thisMonth) throw new PlainFault(`${monthInWords(month)} is not over. Close it after its last day.`)
  return month
}

/**
 * Closes a month the way people do: every head of service looks at the figures and signs them off, a statistician waits
 * until all of them have come in and has the month prepared, and a second one publishes it. What has been done stays done when it is run again. Throws PlainFault
 * with what to do when a service is silent, refuses, or does not answer in time: then nothing is published.
 */
export async function closeMonth(parts: CloseMonthParts, month: Month): Promise<void> {
  const { say, heads, statisticians } = parts
  const [first, second] = statisticians
  const title = monthInWords(month)
  const already = await publicationOf(parts, month)
  if (already !== undefined) return say(`${title} is published already, as number ${already}. A publication is never changed.`)
  say(`Closing ${title}.`)
  const sent: Sent[] = []
  for (const head of heads) sent.push(...(await signOffAll(parts, head, month)))
  if (sent.length === 0)
    throw new PlainFault(`No service of this federation served anybody in ${title}, so there is nothing to close.`)
  for (const each of sent) await untilTakenIn(parts, each, month)
  const { england } = await asked(parts, first.person, WAITING)
  const waiting = england.monthToPublish
  if (waiting.month === month)
    say(
      `${first.name} sees ${title} from ${waiting.sent} of ${waiting.expected} trusts, ${waiting.staffCovered}% of their staff.`,
    )
  const { id: preparation, preparedByName } = await prepare(parts, month)
  const publisher = preparedByName === second.name ? first : second
  const { publishMonth } = await asked(parts, publisher.person, PUBLISH, { month, preparation })
  if (publishMonth.__typename === 'Refused') throw new PlainFault(sentencesOf(publishMonth.reasons))
  say(`${publisher.name} has published ${title} as number ${publishMonth.number}.`)
  await sayFigures(parts)
}

/** Has the month prepared, unless it is, and waits until that is done. Resolves to the preparation. */
async function prepare(parts: CloseMonthParts, month: Month): Promise<Prepared> {
  const { say, statisticians } = parts
  const [first] = statisticians
  const { prepareMonth } = await asked(parts, first.person, PREPARE, { month })
  const isUnderWay = ({ word }: { readonly word: string }) => word === 'prepared-already' || word === 'preparation-under-way'
  if (prepareMonth.__typename === 'Refused' && !prepareMonth.reasons.every(isUnderWay))
    throw new PlainFault(sentencesOf(prepareMonth.reasons))
  say(`${first.name} has it prepared: every figure is weighed against all others, so that nobody can be found in them.`)
  for (;;) {
    const { england } = await asked(parts, first.person, PREPARED)
    const [found] = england.preparations.rows as Prepared[]
    if (found?.month === month && found.state === 'ready') {
      say(preparedInWords(found))
      return found
    }
    if (found?.state === 'refused') throw new PlainFault(`It cannot be published. ${found.reasons.join(' ')}`)
    if (!(await parts.pauseLong()))
      throw new PlainFault('It is not prepared yet. Nothing was published. Run the command again: it goes on where it stopped.')
  }
}

interface Prepared {
  readonly id: string
  readonly month: string
  readonly state: string
  readonly preparedByName: string
  readonly reasons: readonly string[]
  readonly report: readonly { readonly attacked: number; readonly suppressed: number; readonly seconds: number }[]
}

function preparedInWords({ report }: Prepared): string {
  const total = (of: 'attacked' | 'suppressed' | 'seconds') => report.reduce((sum, each) => sum + each[of], 0)
  const [attacked, suppressed] = [total('attacked'), total('suppressed')].map((count) => count.toLocaleString('en-GB'))
  return `It is prepared: ${attacked} attacks, ${suppressed} figures hidden for the sake of others, ${Math.ceil(total('seconds'))} s.`
}

interface Sent {
  readonly head: Closer
  readonly employer: string
  readonly employerName: string
}

/** Signs off the month for every employer that the service served then. */
async function signOffAll(parts: CloseMonthParts, head: Closer, month: Month): Promise<Sent[]> {
  const { trust } = await asked(parts, head.person, MONTHS, { trust: head.trust })
  const employers = (trust.submissions as { month: string; employer: string; employerName: string }[]).filter(
    (row) => row.month === month,
  )
  for (const { employer } of employers) await signOff(parts, head, employer, month)
  return employers.map(({ employer, employerName }) => ({ head, employer, employerName }))
}

async function signOff(parts: CloseMonthParts, head: Closer, employer: string, month: Month): Promise<void> {
  const { say } = parts
  const found = await look(parts, head, employer, month)
  const who = `${head.trust}: ${head.name}`
  if (!found.isNew) return say(`${who} has signed off these figures before.`)
  say(`${who} looks at the figures. ${figuresInWords(found.measures)}`)
  if (found.unrecorded > 0)
    say(`${head.trust}: ${found.unrecorded} of its appointments have no attendance recorded, and count nowhere.`)
  const input = { trust: head.trust, month, employer, digest: found.digest }
  const { signOffSubmission } = await asked(parts, head.person, SIGN_OFF, { input })
  if (signOffSubmission.__typename === 'Refused')
    throw new PlainFault(`${who} cannot sign off. ${sentencesOf(signOffSubmission.reasons)} Nothing was published.`)
  say(`${who} has signed off. The figures are on their way.`)
}

/** What became of a sign-off, once the national figures have answered. */
async function untilTakenIn(parts: CloseMonthParts, { head, employer, employerName }: Sent, month: Month): Promise<void> {
  for (;;) {
    const { state, sent } = await look(parts, head, employer, month)
    if (state === 'taken-in') return parts.say(`${head.trust}: taken in by the national figures.`)
    const reasons = state === 'refused' ? (sent[0]?.reasons ?? []) : []
    const joinedOn = await joinedAfter(parts, head, employer, month, reasons)
    if (joinedOn)
      return parts.say(
        `${head.trust}: ${employerName} is served in the federation since ${dayInWords(joinedOn)} only, so ${monthInWords(month)} goes without it.`,
      )
    if (state === 'refused')
      throw new PlainFault(`${head.trust}: refused by the national figures. ${sentencesOf(reasons)} Nothing was published.`)
    if (!(await parts.pause()))
      throw new PlainFault(
        `${head.trust}: the national figures have not answered yet. Nothing was published. Look at the terminal of "npm start", then run the command again: it goes on where it stopped.`,
      )
  }
}

/** The day from which the directory has the employer served, when a month is refused because that day came after it; else undefined. */
async function joinedAfter(
  parts: CloseMonthParts,
  head: Closer,
  employer: string,
  month: Month,
  reasons: readonly { readonly word: string }[],
): Promise<LondonDate | undefined> {
  if (!reasons.some(({ word }) => word === 'employer-not-served')) return undefined
  const { servedSince } = (await asked(parts, head.person, SERVED_SINCE, { employer })).trust
  return servedSince !== null && servedSince > lastDayOf(month) ? servedSince : undefined
}

interface MonthFound {
  readonly digest: string
  readonly isNew: boolean
  readonly state: string
  readonly unrecorded: number
  readonly sent: readonly { readonly reasons: readonly { readonly word: string; readonly sentence: string }[] }[]
  readonly measures: readonly {
    readonly measure: string
    readonly now: { readonly numerator: number; readonly denominator: number }
  }[]
}

async function look(parts: CloseMonthParts, head: Closer, employer: string, month: Month): Promise<MonthFound> {
  return (await asked(parts, head.person, MONTH, { trust: head.trust, month, employer })).trust.submission
}

async function publicationOf(parts: CloseMonthParts, month: Month): Promise<number | undefined> {
  const { england } = await asked(parts, parts.statisticians[0].person, PUBLICATIONS)
  const rows = england.publications as { number: number; month: string; withdrawal: { kind: string } | null }[]
  return rows.find((row) => row.month === month && row.withdrawal?.kind !== 'replaced')?.number
}

/** Where England stood before, and where it stands now. */
async function sayFigures(parts: CloseMonthParts): Promise<void> {
  const { england } = await asked(parts, parts.reader.person, FIGURES)
  for (const { period, numerator, denominator } of england.published)
    parts.say(
      `England, new management referrals seen within 10 working days, ${monthInWords(period)}: ${shown(numerator)} of ${shown(denominator)}.`,
    )
}

const shown = ({ value, mark }: { value: number | null; mark: string | null }): string =>
  value === null ? `[${mark}]` : value.toLocaleString('en-GB')

function figuresInWords(measures: MonthFound['measures']): string {
  const of = (id: string) => measures.find(({ measure }) => measure === id)?.now ?? { numerator: 0, denominator: 0 }
  const [seen, waiting, missed] = [of('seen-within-10'), of('waiting-over-10'), of('did-not-attend')]
  return `Seen within 10 working days: ${seen.numerator} of ${seen.denominator}; waiting longer: ${waiting.numerator} of ${waiting.denominator}; did not attend: ${missed.numerator} of ${missed.denominator}.`
}

async function asked(parts: CloseMonthParts, person: string, document: string, variables: Record<string, unknown> = {}) {
  const { data, errors = [] } = await parts.ask(person, document, variables)
  const [first] = errors
  if (first) throw new PlainFault(`${person} was answered: ${first.message} Nothing was published.`)
  return data
}

const sentencesOf = (reasons: readonly { readonly sentence: string }[]): string =>
  reasons.map(({ sentence }) => sentence).join(' ')

const LONG = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'long' })
const dayInWords = (day: LondonDate): string => DAY.format(new Date(`${day}T00:00:00Z`))
const monthInWords = (month: string): string => LONG.format(new Date(`${month}-01T00:00:00Z`))
