import type { LondonDate } from '@oh/kernel'
import { SummaryList } from '../layout/lists.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'

/** The clinical words of an escalation, open to this specialist at this read. */
export interface Content {
  readonly question: string
  readonly nursePlan: string | null
  readonly summary: string | null
  readonly jobAndHazards: string | null
  readonly adjustmentsTried: string | null
  readonly absentSince: LondonDate | null
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
          { key: 'Away from work', value: content.absentSince ? `Since ${dayInWords(content.absentSince)}` : 'No' },
        ]}
      />
    </section>
  )
}
