import { ESCALATION_TEXT } from '@oh/escalation'
import { Button, ButtonLink } from '../layout/button.view.tsx'
import { SummaryList, type SummaryRow } from '../layout/lists.view.tsx'
import { hasProblems } from '../layout/messages.view.tsx'
import { Column } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { Written } from '../layout/written.view.tsx'
import { STEPS, type Step, TEXTS } from './draft.ts'
import { obstaclesOf } from './draft-problems.ts'
import { Obstacles } from './obstacles.view.tsx'
import { STEP_TITLES, StepHeading, type StepProps, stepPath } from './step-frame.view.tsx'
import { reasonsExplained, SEEN_BY, STAYS, valueSent } from './what-leaves.ts'

/** The last step: exactly what will be sent and what will not, and what still stands in the way. */
export function CheckStep(props: StepProps) {
  const { inHand, standing } = props
  const obstacles = obstaclesOf(inHand.preview.against)
  const maySend = inHand.preview.against.length === 0 && !hasProblems(standing.problems)
  return (
    <Column>
      <FormNews standing={standing} about="This case" />
      <StepHeading inHand={inHand} step="check" />
      <Obstacles caseId={inHand.id} obstacles={obstacles} />
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
      <Changes inHand={inHand} />
      {maySend ? (
        <ChangeForm action={stepPath(inHand, 'check')} standing={standing}>
          <AfterSending {...props} />
          <Button>Send to the specialists</Button>
        </ChangeForm>
      ) : (
        <ButtonLink href={stepPath(inHand, 'check')}>Check again</ButtonLink>
      )}
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
  const explained = reasonsExplained(inHand, draft)
  return [
    ...TEXTS.map((field) => ({
      key: ESCALATION_TEXT[field].title,
      value: <Written text={draft.texts[field]} none="Left empty" />,
    })),
    ...(explained === '' ? [] : [{ key: 'Your words about the reasons', value: <Written text={explained} /> }]),
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

function Changes({ inHand }: Pick<StepProps, 'inHand'>) {
  return (
    <section aria-labelledby="changes">
      <h2 class="nhsuk-heading-s" id="changes">
        Is something not right?
      </h2>
      <ul class="nhsuk-list">
        {STEPS.map((step) => (
          <li id={`change-${step}`} tabindex={-1}>
            <a href={stepPath(inHand, step)}>{CHANGE_WORDS[step]}</a>
          </li>
        ))}
      </ul>
    </section>
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
