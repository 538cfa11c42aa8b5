import { Radios } from '../layout/choices.view.tsx'
import { DateInput } from '../layout/date-input.view.tsx'
import { SummaryList } from '../layout/lists.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { BACKGROUND_LIMIT, backgroundOf, needsConsent, QUESTION_LIMIT, type Side, textOf, typedDateOf } from './answers.ts'
import type { JourneyPage } from './journey-facts.ts'
import { JourneyForm } from './journey-form.view.tsx'
import { reasonInWords, reasonsFor } from './reasons.ts'

type Words = Readonly<Record<Side, string>>

const REASON: Words = {
  worker: 'What do you want help with most?',
  referrer: 'What is the main reason for the referral?',
  service: 'What is the main reason for the referral?',
}

export function reason(shown: JourneyPage): PageContent {
  const { answers, facts, standing } = shown
  return {
    title: REASON[facts.side],
    body: (
      <JourneyForm at="reason" shown={shown}>
        <Radios
          name="reason"
          label={REASON[facts.side]}
          size="l"
          heading={1}
          error={standing.problems.reason}
          value={textOf(answers, 'reason')}
          choices={reasonsFor(facts.side)}
        />
      </JourneyForm>
    ),
  }
}

const ABSENT: Words = {
  worker: 'Are you off work now because of your health?',
  referrer: 'Is the worker off work now?',
  service: 'Is the worker off work now?',
}

export function absence(shown: JourneyPage): PageContent {
  const { answers, facts, standing } = shown
  const title = ABSENT[facts.side]
  const since = (
    <DateInput
      name="since"
      label="What was the first day off work?"
      hint="For example, 3 11 2026"
      error={standing.problems.since}
      value={typedDateOf(answers, 'since')}
    />
  )
  return {
    title,
    body: (
      <JourneyForm at="absence" shown={shown}>
        <Radios
          name="absent"
          label={title}
          size="l"
          heading={1}
          error={standing.problems.absent}
          value={textOf(answers, 'absent')}
          choices={[
            { value: 'yes', text: 'Yes', reveal: since },
            { value: 'no', text: 'No' },
          ]}
        />
      </JourneyForm>
    ),
  }
}

const QUESTION: Readonly<Record<Side, { readonly label: string; readonly hint: string }>> = {
  worker: {
    label: 'What would you like to ask or tell occupational health?',
    hint: 'In your own words. Only the nurses and physicians of occupational health read it.',
  },
  referrer: {
    label: 'What would you like to know?',
    hint: 'Ask about work: what can the worker do, and what would help? The worker will see what you write.',
  },
  service: { label: 'What does the referral ask?', hint: 'In the referrer’s words, as far as you can.' },
}

export function question(shown: JourneyPage): PageContent {
  const { label, hint } = QUESTION[shown.facts.side]
  return {
    title: label,
    body: (
      <JourneyForm at="question" shown={shown}>
        <Textarea
          name="question"
          label={label}
          size="l"
          heading={1}
          hint={hint}
          rows={6}
          limit={QUESTION_LIMIT}
          error={shown.standing.problems.question}
          value={textOf(shown.answers, 'question')}
        />
      </JourneyForm>
    ),
  }
}

const BACKGROUND: Words = {
  worker: 'For example, since when, what makes it better or worse, and what you have tried. You can leave this empty.',
  referrer: 'For example, the job and its hazards, absences, and what has been tried. You can leave this empty.',
  service: 'For example, the job and its hazards, absences, and what has been tried. You can leave this empty.',
}

export function background(shown: JourneyPage): PageContent {
  const label = 'Is there anything else that would help?'
  return {
    title: label,
    body: (
      <JourneyForm at="background" shown={shown}>
        <Textarea
          name="background"
          label={label}
          size="l"
          heading={1}
          hint={BACKGROUND[shown.facts.side]}
          rows={8}
          limit={BACKGROUND_LIMIT}
          error={shown.standing.problems.background}
          value={textOf(shown.answers, 'background')}
        />
      </JourneyForm>
    ),
  }
}

const YES_NO = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
]

/** Whether the worker has been told and shown, with what was written on the same page, so that it can be shown from it. */
export function told(shown: JourneyPage): PageContent {
  const { answers, facts, standing } = shown
  const isManager = facts.side === 'referrer'
  const title = isManager ? 'Tell the worker, and show them this' : 'Has the worker been told?'
  return {
    title,
    body: (
      <JourneyForm at="told" shown={shown}>
        <Heading>{title}</Heading>
        {isManager ? <p>A referral that the worker does not know of is sent back to you.</p> : null}
        <SummaryList
          rows={[
            { key: 'Main reason', value: reasonInWords(facts.side, textOf(answers, 'reason')) },
            { key: 'Question', value: <span class="oh-written">{textOf(answers, 'question')}</span> },
            { key: 'Anything else', value: <span class="oh-written">{backgroundOf(answers, facts.side) || 'Nothing'}</span> },
          ]}
        />
        <Radios
          name="told"
          label={
            isManager
              ? 'Have you told the worker about this referral and shown them what you wrote?'
              : 'Has the worker been told about the referral and shown it?'
          }
          size="m"
          error={standing.problems.told}
          value={textOf(answers, 'told')}
          choices={YES_NO}
        />
        {needsConsent(answers, facts.side) ? (
          <Radios
            name="consented"
            label="Has the worker agreed to it?"
            size="m"
            hint="A GP who treats the worker refers only with the worker’s consent."
            error={standing.problems.consented}
            value={textOf(answers, 'consented')}
            choices={YES_NO}
          />
        ) : null}
      </JourneyForm>
    ),
  }
}
