import type { Instant, LondonDate } from '@oh/kernel'
import { Adjustments } from '../escalations/opinion.view.tsx'
import { Button } from '../layout/button.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'
import type { FormStanding } from '../sent-form.ts'

/** What a trainee has written and the supervisor has not countersigned. */
export interface Awaiting {
  readonly authorName: string | null
  readonly answer: string | null
  readonly fitness: string | null
  readonly fitnessTitle: string | null
  readonly adjustments: readonly string[]
  readonly reviewOn: LondonDate | null
  readonly adviceToNurse: string | null
  readonly writtenAt: Instant | null
  readonly state: string | null
  /** Why the supervisor sent it back. */
  readonly comment: string | null
}

export const RULING_FIELD = 'ruling'
export const COUNTERSIGN = 'countersign'
export const COMMENT_FIELD = 'comment'
const COMMENT_LIMIT = 4_000

/** To the trainee: nothing is sent yet. */
export function WaitsForSupervisor({ awaiting }: { readonly awaiting: Awaiting | null }) {
  return (
    <>
      <InsetText>
        <p>Your opinion waits for your supervisor, who countersigns it or sends it back to you. Nothing has been sent yet.</p>
      </InsetText>
      {awaiting ? <AwaitingWords awaiting={awaiting} heading="What you have written" /> : null}
    </>
  )
}

/** To the trainee: what must be changed, above the form in which it is changed. */
export function SentBack({ awaiting }: { readonly awaiting: Awaiting }) {
  return (
    <InsetText>
      <h2 class="nhsuk-heading-s">Your supervisor has sent it back</h2>
      <Written text={awaiting.comment} />
    </InsetText>
  )
}

/** To the supervisor: what the trainee has written, and what is to become of it. */
export function Ruling({
  action,
  awaiting,
  mayCountersign,
  standing,
  comment,
}: {
  readonly action: string
  readonly awaiting: Awaiting | null
  readonly mayCountersign: boolean
  readonly standing: FormStanding
  readonly comment: string
}) {
  if (!awaiting || awaiting.state === 'sent-back')
    return (
      <p>
        {awaiting
          ? 'You have sent it back. It comes to you again when the trainee has changed it.'
          : 'The trainee has not written an opinion yet.'}
      </p>
    )
  return (
    <>
      <AwaitingWords awaiting={awaiting} heading={`What ${awaiting.authorName ?? 'the trainee'} has written`} />
      {mayCountersign ? (
        <>
          <p>It is signed for both of you and sent to the home service. Nobody can change it afterwards.</p>
          <ChangeForm action={action} standing={standing} id="countersign">
            <Button name={RULING_FIELD} value={COUNTERSIGN}>
              Countersign and send
            </Button>
          </ChangeForm>
          <h2 class="nhsuk-heading-m">Or send it back</h2>
          <ChangeForm action={action} standing={standing}>
            <Textarea
              name={COMMENT_FIELD}
              label="What must be changed"
              size="s"
              hint="Only the trainee reads this."
              rows={5}
              limit={COMMENT_LIMIT}
              value={comment}
              error={standing.problems[COMMENT_FIELD]}
            />
            <Button variant="secondary" name={RULING_FIELD} value="send-back">
              Send back to the trainee
            </Button>
          </ChangeForm>
        </>
      ) : (
        <p>You cannot countersign it now. Ask the pool coordinator.</p>
      )}
    </>
  )
}

function AwaitingWords({ awaiting, heading }: { awaiting: Awaiting; heading: string }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{heading}</h2>
      <SummaryList
        rows={[
          { key: 'Answer', value: <Written text={awaiting.answer} /> },
          { key: 'Fitness for work', value: <strong>{awaiting.fitnessTitle}</strong> },
          { key: 'Adjustments', value: <Adjustments lines={awaiting.adjustments} /> },
          { key: 'Review', value: awaiting.reviewOn ? dayInWords(awaiting.reviewOn) : 'None asked for' },
          { key: 'Advice to the nurse', value: <Written text={awaiting.adviceToNurse} none="None" /> },
          ...(awaiting.writtenAt ? [{ key: 'Written', value: momentInWords(awaiting.writtenAt) }] : []),
        ]}
      />
    </>
  )
}
