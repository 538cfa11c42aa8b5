import { Radios } from '../layout/choices.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { type Side, textOf } from './answers.ts'
import { HelpNumbers } from './help-now.view.tsx'
import type { JourneyPage, ServiceFacts } from './journey-facts.ts'
import { JourneyForm } from './journey-form.view.tsx'

export function who(shown: JourneyPage): PageContent {
  const { answers, standing } = shown
  return {
    title: 'Who is the referral for?',
    body: (
      <JourneyForm at="who" shown={shown}>
        <Radios
          name="who"
          label="Who is the referral for?"
          size="l"
          heading={1}
          error={standing.problems.who}
          value={textOf(answers, 'who')}
          choices={[
            { value: 'myself', text: 'Myself', hint: 'Your manager is not told.' },
            { value: 'somebody', text: 'Somebody I manage', hint: 'You must tell them and show them what you write.' },
          ]}
        />
      </JourneyForm>
    ),
  }
}

const HARM: Readonly<Record<Side, { readonly question: string; readonly hint: string }>> = {
  worker: {
    question: 'Are you having thoughts of harming yourself or somebody else?',
    hint: 'We ask everybody, so that you can get help straight away.',
  },
  referrer: {
    question: 'Do you think the person may harm themselves or somebody else?',
    hint: 'We ask everybody who refers, so that help can come straight away.',
  },
  service: {
    question: 'Does anything suggest that the worker may harm themselves or somebody else?',
    hint: 'If so, this is acted on today and does not wait for triage.',
  },
}

/** Asked before anything else, with the numbers on the same page. */
export function harm(shown: JourneyPage): PageContent {
  const { answers, facts, standing } = shown
  const words = HARM[facts.side]
  return {
    title: words.question,
    body: (
      <JourneyForm at="harm" shown={shown}>
        <Radios
          name="harm"
          label={words.question}
          size="l"
          heading={1}
          hint={words.hint}
          error={standing.problems.harm}
          value={textOf(answers, 'harm')}
          choices={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
            ...(facts.side === 'worker' ? [{ value: 'not-said', text: 'I would rather not say' }] : []),
          ]}
        />
        <h2 class="nhsuk-heading-s">If you need help now, do not wait for this form</h2>
        <HelpNumbers service={facts.service} />
      </JourneyForm>
    ),
  }
}

const HELP_NOW: Readonly<Record<Side, { readonly title: string; readonly lead: string; readonly onward: string }>> = {
  worker: {
    title: 'Please talk to somebody now',
    lead: 'You do not have to deal with this alone. These people can help you straight away.',
    onward: 'Go on with the referral',
  },
  referrer: {
    title: 'Act now, before you go on',
    lead: 'Do not leave the person alone if you are worried about their safety. Call one of these now.',
    onward: 'I have acted: go on with the referral',
  },
  service: {
    title: 'Act on this today',
    lead: 'Tell the clinician on duty in person or by telephone before you go on. Do not rely on the list of referrals.',
    onward: 'I have told a clinician: go on',
  },
}

/** Somebody may come to harm: where help is, before anything else. */
export function helpNow(shown: JourneyPage): PageContent {
  const { side, service } = shown.facts
  const { title, lead, onward } = HELP_NOW[side]
  return {
    title,
    body: (
      <JourneyForm at="help-now" shown={shown} onward={onward}>
        <Heading>{title}</Heading>
        <p>{lead}</p>
        <HelpNumbers service={service} />
        {side === 'service' ? null : <NobodyWatches service={service} />}
      </JourneyForm>
    ),
  }
}

function NobodyWatches({ service }: { service: ServiceFacts | undefined }) {
  return (
    <InsetText>
      <p>
        <strong>Nobody is alerted by this form, and nobody reads it straight away.</strong>
      </p>
      <p>
        {service === undefined
          ? 'Occupational health reads referrals on working days.'
          : `Opening hours of occupational health: ${service.openingHours}. Nobody reads the form at other times.`}{' '}
        Your answer goes with the referral, so that the nurse sees it first.
      </p>
    </InsetText>
  )
}
