import { ESCALATION_TEXT } from '@oh/escalation'
import { Button } from '../layout/button.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { hasProblems } from '../layout/messages.view.tsx'
import { Column } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'
import { carriedFields, STEPS, type Step, TEXTS } from './draft.ts'
import { obstaclesOf } from './draft-problems.ts'
import { Obstacles } from './obstacles.view.tsx'
import { checkPath, GO_FIELD, STEP_FIELD, STEP_TITLES, StepHeading, type StepProps } from './step-frame.view.tsx'
import { SEEN_BY, STAYS, valueSent } from './what-leaves.ts'

/** The last step: exactly what will be sent and what will not, and what still stands in the way. */
export function CheckStep(props: StepProps) {
  const { inHand, draft, standing } = props
  const obstacles = obstaclesOf(inHand.preview.against)
  const maySend = inHand.preview.against.length === 0 && !hasProblems(standing.problems)
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <StepHeading inHand={inHand} step="check" />
      <Obstacles caseId={inHand.id} obstacles={obstacles} />
      <ChangeForm action={checkPath(inHand)} standing={standing}>
        <HiddenFields fields={{ ...carriedFields(draft, 'check'), [STEP_FIELD]: 'check' }} />
        {SEEN_BY.map(({ id, title, text }) => (
          <section aria-labelledby={`seen-${id}`}>
            <h2 class="nhsuk-heading-m nhsuk-u-margin-bottom-2" id={`seen-${id}`}>
              {title}
            </h2>
            <p class="oh-quiet">{text}</p>
            <SummaryList rows={rowsOf(id, props)} />
          </section>
        ))}
        <WhatStays />
        <Changes />
        {maySend ? (
          <>
            <AfterSending {...props} />
            <Button name={GO_FIELD} value="send">
              Send to the specialists
            </Button>
          </>
        ) : (
          <Button name={GO_FIELD} value="check">
            Check again
          </Button>
        )}
      </ChangeForm>
    </Column>
  )
}

function rowsOf(seenBy: string, { inHand, draft }: StepProps): SummaryRow[] {
  return inHand.preview.leaves
    .filter((leaving) => leaving.seenBy === seenBy)
    .flatMap(({ field, title, why }): SummaryRow[] => {
      if (field === 'content') return textRows({ inHand, draft })
      const value = valueSent(field, inHand, draft)
      return [{ key: title, value: value === undefined ? why : <span class="oh-written">{value}</span> }]
    })
}

function textRows({ inHand, draft }: Pick<StepProps, 'inHand' | 'draft'>): SummaryRow[] {
  const { absentSince } = inHand.preview
  return [
    ...TEXTS.map((field) => ({
      key: ESCALATION_TEXT[field].title,
      value: <Written text={draft.texts[field]} none="Left empty" />,
    })),
    { key: 'Away from work since', value: absentSince ? dayInWords(absentSince) : 'Not away' },
  ]
}

function WhatStays() {
  return (
    <section class="oh-panel" aria-labelledby="stays">
      <h2 class="nhsuk-heading-m" id="stays">
        What stays in this trust
      </h2>
      <ul class="nhsuk-list nhsuk-list--bullet">
        {STAYS.map((thing) => (
          <li>{thing}</li>
        ))}
      </ul>
      <p>
        Whoever accepts reads the worker’s name, employer and post here, in this trust’s own records, to say whether there is a
        conflict of interest. The pool keeps none of it.
      </p>
    </section>
  )
}

const CHANGE_WORDS: Readonly<Record<Step, string>> = {
  about: `Change: ${STEP_TITLES.about.toLowerCase()}`,
  question: `Change: ${STEP_TITLES.question.toLowerCase()}`,
  wishes: `Change: ${STEP_TITLES.wishes.toLowerCase()}`,
}

function Changes() {
  return (
    <fieldset class="nhsuk-fieldset">
      <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">Is something not right?</legend>
      <div>
        {STEPS.map((step) => (
          <span class="oh-change" id={`change-${step}`} tabindex={-1}>
            <Button name={GO_FIELD} value={step} variant="secondary" small>
              {CHANGE_WORDS[step]}
            </Button>
          </span>
        ))}
      </div>
    </fieldset>
  )
}

function AfterSending({ inHand: { preview, poolName } }: StepProps) {
  return (
    <p>
      {`The pool of ${poolName} asks one specialist after another.`}
      {preview.acceptBy ? ` Somebody should accept by ${dayInWords(preview.acceptBy)}` : ''}
      {preview.dueOn ? ` and answer by ${dayInWords(preview.dueOn)}.` : '.'} The case stays yours, and appointments go on.
    </p>
  )
}
