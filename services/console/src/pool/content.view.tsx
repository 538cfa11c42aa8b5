import type { Instant, LondonDate } from '@oh/kernel'
import { SummaryList } from '../layout/lists.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'

/** The clinical words of an escalation, open to this specialist at this read. */
export interface Content {
  readonly question: string
  readonly nursePlan: string | null
  readonly summary: string | null
  readonly jobAndHazards: string | null
  readonly adjustmentsTried: string | null
  readonly absentSince: LondonDate | null
  /** Why the case was sent up, and what the nurse set aside. */
  readonly reasons: readonly ContentReason[]
  /** What opens it beyond the home service, and since when. */
  readonly gateTitle: string | null
  readonly gateGivenAt: Instant | null
  readonly lawfulBasis: string | null
}

export interface ContentReason {
  readonly title: string
  readonly standingTitle: string
  /** The nurse's words for adding it or setting it aside. */
  readonly because: string | null
}

/** What the nurse asks, first and largest, then what she plans and what is known. */
export function ContentView({ content }: { readonly content: Content }) {
  return (
    <section class="oh-panel" aria-labelledby="question">
      <h2 class="nhsuk-heading-s nhsuk-u-margin-bottom-2" id="question">
        The question
      </h2>
      <p class="nhsuk-lede-text oh-written">{content.question}</p>
      <SummaryList
        border={false}
        rows={[
          { key: 'The nurse’s own plan', value: <Written text={content.nursePlan} none="None written: the case is urgent" /> },
          { key: 'Summary', value: <Written text={content.summary} /> },
          { key: 'Job and hazards', value: <Written text={content.jobAndHazards} /> },
          { key: 'Adjustments tried', value: <Written text={content.adjustmentsTried} /> },
          { key: 'Why it was sent', value: <Reasons reasons={content.reasons} /> },
          { key: 'Away from work', value: content.absentSince ? `Since ${dayInWords(content.absentSince)}` : 'No' },
          { key: 'Consent, or what stands in its place', value: gateInWords(content) },
          { key: 'Lawful basis', value: content.lawfulBasis ?? NOT_SENT },
        ]}
      />
    </section>
  )
}

const NOT_SENT = 'Not known'

function gateInWords({ gateTitle, gateGivenAt }: Content): string {
  if (gateTitle === null) return NOT_SENT
  return gateGivenAt === null ? gateTitle : `${gateTitle}, ${momentInWords(gateGivenAt)}`
}

/** Each rule with how it stands, and the nurse's own words where she added it or set it aside. */
function Reasons({ reasons }: Pick<Content, 'reasons'>) {
  return (
    <ul class="nhsuk-list nhsuk-u-margin-bottom-0">
      {reasons.map(({ title, standingTitle, because }) => (
        <li>
          {title}
          <span class="oh-quiet oh-reasons__source">{standingTitle}</span>
          {because === null ? null : <span class="oh-written oh-reasons__source">{because}</span>}
        </li>
      ))}
    </ul>
  )
}
