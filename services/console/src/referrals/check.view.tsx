import { findStaffGroup } from '@oh/kernel'
import type { Child } from 'hono/jsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { dayInWords } from '../layout/words.ts'
import {
  type Answers,
  backgroundOf,
  dateOf,
  mustTell,
  needsConsent,
  pickedWorker,
  type Side,
  sourceOf,
  textOf,
} from './answers.ts'
import { HelpNumbers } from './help-now.view.tsx'
import type { JourneyFacts, JourneyPage } from './journey-facts.ts'
import { JourneyForm } from './journey-form.view.tsx'
import { reasonInWords } from './reasons.ts'
import type { StepId } from './steps.ts'

const SEND: Readonly<Record<Side, string>> = {
  worker: 'Send to occupational health',
  referrer: 'Send referral',
  service: 'Save referral',
}

/** Everything that will be sent, each with a way back to its question. */
export function checkAnswers(shown: JourneyPage): PageContent {
  const { answers, facts } = shown
  const { side } = facts
  return {
    title: 'Check your answers',
    body: (
      <JourneyForm at="check" shown={shown} onward={SEND[side]}>
        <Heading>Check your answers</Heading>
        <dl class="nhsuk-summary-list">
          {rowsOf(answers, facts).map((row) => (
            <Row {...row} />
          ))}
        </dl>
        {side === 'worker' ? <p>Your manager is not told of this referral, or of anything you write in it.</p> : null}
        {textOf(answers, 'harm') === 'yes' ? <Reminder facts={facts} /> : null}
      </JourneyForm>
    ),
  }
}

function Reminder({ facts: { side, service } }: { facts: JourneyFacts }) {
  if (side === 'service') {
    return (
      <InsetText>
        <p>Somebody may come to harm. A clinician must know today, by telephone or in person.</p>
      </InsetText>
    )
  }
  return (
    <>
      <h2 class="nhsuk-heading-s">Sending this alerts nobody. For help now:</h2>
      <HelpNumbers service={service} />
    </>
  )
}

interface AnswerRow {
  readonly step: StepId
  readonly label: string
  readonly value: Child
}

/** A change is a button of the form, since the answers travel in it. */
function Row({ step, label, value }: AnswerRow) {
  return (
    <div class="nhsuk-summary-list__row">
      <dt class="nhsuk-summary-list__key">{label}</dt>
      <dd class="nhsuk-summary-list__value">{value}</dd>
      <dd class="nhsuk-summary-list__actions">
        <button class="oh-link-button" type="submit" name="go" value={step}>
          Change<span class="nhsuk-u-visually-hidden"> {label.toLowerCase()}</span>
        </button>
      </dd>
    </div>
  )
}

const row = (step: StepId, label: string, value: Child): AnswerRow => ({ step, label, value })
const yesOrNo = (answers: Answers, field: string) => (textOf(answers, field) === 'yes' ? 'Yes' : 'No')

function rowsOf(answers: Answers, facts: JourneyFacts): readonly AnswerRow[] {
  const { side, asksWho } = facts
  const receivedOn = dateOf(answers, 'received')
  return [
    ...(asksWho ? [row('who', 'For', side === 'worker' ? 'Myself' : 'Somebody I manage')] : []),
    ...workerRows(answers, facts),
    ...(side === 'service' ? [row('source', 'Referred by', sourceOf(answers, side)?.title ?? '')] : []),
    ...(receivedOn ? [row('received', 'Came in', dayInWords(receivedOn))] : []),
    row('reason', 'Main reason', reasonInWords(side, textOf(answers, 'reason'))),
    row('absence', 'Off work', absenceInWords(answers)),
    row(
      'question',
      side === 'worker' ? 'What you wrote' : 'Question',
      <span class="oh-written">{textOf(answers, 'question')}</span>,
    ),
    row('background', 'Anything else', <span class="oh-written">{backgroundOf(answers, side) || 'Nothing'}</span>),
    ...(mustTell(answers, side) ? [row('told', 'Worker told and shown', yesOrNo(answers, 'told'))] : []),
    ...(needsConsent(answers, side) ? [row('told', 'Worker agreed', yesOrNo(answers, 'consented'))] : []),
    row('harm', 'Risk of harm', HARM_WORDS[textOf(answers, 'harm')] ?? ''),
  ]
}

const HARM_WORDS: Readonly<Record<string, string>> = { yes: 'Yes', no: 'No', 'not-said': 'I would rather not say' }

function workerRows(answers: Answers, { side }: JourneyFacts): readonly AnswerRow[] {
  const picked = side === 'worker' ? undefined : pickedWorker(answers)
  if (picked) return [row('worker', 'Worker', picked.fullName)]
  const bornOn = dateOf(answers, 'born')
  if (textOf(answers, 'full-name') === '' || bornOn === undefined) return []
  const lines = [
    textOf(answers, 'full-name'),
    `Born ${dayInWords(bornOn)}`,
    `Staff number ${textOf(answers, 'staff-number')}`,
    `${textOf(answers, 'job-title')}, ${textOf(answers, 'department')}`,
    `Staff group: ${staffGroupInWords(answers)}`,
  ]
  return [row('details', side === 'worker' ? 'You' : 'Worker', <span class="oh-written">{lines.join('\n')}</span>)]
}

function staffGroupInWords(answers: Answers): string {
  return (findStaffGroup(textOf(answers, 'staff-group'))?.title ?? 'not known').toLowerCase()
}

function absenceInWords(answers: Answers): string {
  const since = dateOf(answers, 'since')
  return textOf(answers, 'absent') === 'yes' && since ? `Since ${dayInWords(since)}` : 'No'
}
