import type { Instant, LondonDate } from '@oh/kernel'
import { Adjustments } from '../escalations/opinion.view.tsx'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { Radios } from '../layout/choices.view.tsx'
import { DateInput } from '../layout/date-input.view.tsx'
import { GO_FIELD, KEEP } from '../layout/form.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import { ADVICE_LIMIT, ANSWER_LIMIT, FITNESS, linesOf, type OpinionDraft } from './opinion-form.ts'

interface OpinionProps {
  readonly action: string
  /** The author is a trainee; null when that is not known. */
  readonly toSupervisor: boolean | null
  readonly draft: OpinionDraft
  readonly standing: FormStanding
}

const SUPERVISOR_FIRST = 'Your supervisor reads it first, and countersigns it or sends it back to you. Only then is it sent.'

const PERHAPS_SUPERVISOR_FIRST = 'If you are in training, your supervisor reads it first, and only then is it sent.'

/** The opinion as it is being written, under the content it answers. */
export function OpinionForm({ action, toSupervisor, draft, standing }: OpinionProps) {
  const { problems } = standing
  return (
    <>
      <h2 class="nhsuk-heading-m">Your opinion</h2>
      {toSupervisor ? <p>{SUPERVISOR_FIRST}</p> : null}
      <ChangeForm action={action} standing={standing} draft>
        <Textarea
          name="answer"
          label="Your answer to the question"
          size="s"
          rows={8}
          limit={ANSWER_LIMIT}
          value={draft.answer}
          error={problems.answer}
        />
        <Radios
          name="fitness"
          label="Is the worker fit for work?"
          size="s"
          choices={FITNESS}
          value={draft.fitness}
          error={problems.fitness}
          small
        />
        <Textarea
          name="adjustments"
          label="Adjustments"
          size="s"
          hint="One on each line, at most 20 lines of 300 characters. They may be passed on to the manager, so name no condition."
          rows={5}
          value={draft.adjustments}
          error={problems.adjustments}
        />
        <DateInput
          name="review-on"
          label="Review on (optional)"
          size="s"
          hint="For example, 27 3 2026."
          value={draft.reviewOn.typed}
          error={problems['review-on-day']}
        />
        <Textarea
          name="advice"
          label="Advice to the nurse (optional)"
          size="s"
          hint="Only occupational health reads this. What you think of the nurse’s own plan helps most."
          rows={5}
          limit={ADVICE_LIMIT}
          value={draft.adviceToNurse}
          error={problems.advice}
        />
        <div class="nhsuk-button-group">
          <Button name={GO_FIELD} value="check">
            Continue
          </Button>
          <Button name={GO_FIELD} value={KEEP} variant="secondary">
            Keep as draft
          </Button>
        </div>
      </ChangeForm>
    </>
  )
}

/** Check answers: what is signed, once and for good. */
export function OpinionCheck({
  action,
  toSupervisor,
  changeHref,
  draft,
  standing,
  question,
}: OpinionProps & { readonly changeHref: string; readonly question: string }) {
  const fitness = FITNESS.find(({ value }) => value === draft.fitness)
  return (
    <>
      <SummaryList
        rows={[
          { key: 'The question', value: <Written text={question} /> },
          { key: 'Your answer', value: <Written text={draft.answer} /> },
          { key: 'Fitness for work', value: <strong>{fitness?.text}</strong> },
          { key: 'Adjustments', value: <Adjustments lines={linesOf(draft)} /> },
          { key: 'Review', value: draft.reviewOn.date ? dayInWords(draft.reviewOn.date) : 'None asked for' },
          { key: 'Advice to the nurse', value: <Written text={draft.adviceToNurse} none="None" /> },
        ]}
      />
      {toSupervisor === null ? <p>{PERHAPS_SUPERVISOR_FIRST}</p> : null}
      <p>
        {toSupervisor
          ? SUPERVISOR_FIRST
          : 'It is signed in your name and sent to the home service. You can read it here ever after, and change nothing.'}
      </p>
      <ChangeForm action={action} standing={standing}>
        <div class="nhsuk-button-group">
          <Button>{toSupervisor ? 'Sign and send to your supervisor' : 'Sign and send'}</Button>
          <ButtonLink href={changeHref} variant="secondary">
            Change
          </ButtonLink>
        </div>
      </ChangeForm>
    </>
  )
}

/** An opinion as its author signed it. */
export interface GivenOpinion {
  readonly answer: string | null
  readonly fitnessTitle: string | null
  readonly adjustments: readonly string[]
  readonly reviewOn: LondonDate | null
  readonly adviceToNurse: string | null
  readonly signedAt: Instant | null
  /** The supervisor of a trainee. */
  readonly countersignedName: string | null
}

/** `isOwn`: the reader wrote it, and did not countersign what a trainee wrote. */
export function OpinionGiven({ opinion, isOwn }: { readonly opinion: GivenOpinion; readonly isOwn: boolean }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">{isOwn ? 'Your opinion' : 'The opinion'}</h2>
      <SummaryList
        rows={[
          { key: isOwn ? 'Your answer' : 'Answer', value: <Written text={opinion.answer} /> },
          { key: 'Fitness for work', value: <strong>{opinion.fitnessTitle}</strong> },
          { key: 'Adjustments', value: <Adjustments lines={opinion.adjustments} /> },
          { key: 'Review', value: opinion.reviewOn ? dayInWords(opinion.reviewOn) : 'None asked for' },
          { key: 'Advice to the nurse', value: <Written text={opinion.adviceToNurse} none="None" /> },
          ...(opinion.countersignedName ? [{ key: 'Countersigned by', value: opinion.countersignedName }] : []),
          ...(opinion.signedAt ? [{ key: 'Signed', value: momentInWords(opinion.signedAt) }] : []),
        ]}
      />
    </>
  )
}
