import { REFERRAL_SOURCES } from '@oh/casework'
import { Radios } from '../layout/choices.view.tsx'
import { DateInput } from '../layout/date-input.view.tsx'
import { Heading, type PageContent } from '../layout/page.view.tsx'
import { StaffGroupRadios } from '../layout/staff-group.view.tsx'
import { TextInput } from '../layout/text-fields.view.tsx'
import { dayInWords } from '../layout/words.ts'
import { pickOf, SOMEBODY_ELSE, textOf, typedDateOf } from './answers.ts'
import type { JourneyPage, WorkerOption } from './journey-facts.ts'
import { JourneyForm } from './journey-form.view.tsx'

export function find(shown: JourneyPage): PageContent {
  const title = 'Who is referred?'
  return {
    title,
    body: (
      <JourneyForm at="find" shown={shown}>
        <TextInput
          name="find"
          label={title}
          size="l"
          heading={1}
          hint="Part of the worker’s name, or the staff number. The search is recorded."
          width={20}
          autocomplete="off"
          spellcheck={false}
          error={shown.standing.problems.find}
          value={textOf(shown.answers, 'find')}
        />
      </JourneyForm>
    ),
  }
}

/** Picks one of the workers offered: a manager's own team, or whom the search found. */
export function worker(shown: JourneyPage): PageContent {
  const { answers, facts, standing, workers } = shown
  const isOwnTeam = facts.side === 'referrer'
  const title = isOwnTeam ? 'Who are you referring?' : 'Which worker?'
  const hint = isOwnTeam ? teamKnown(workers.length) : workersFound(workers.length)
  return {
    title,
    body: (
      <JourneyForm at="worker" shown={shown}>
        <Radios
          name="worker"
          label={title}
          size="l"
          heading={1}
          hint={hint}
          error={standing.problems.worker}
          value={textOf(answers, 'worker')}
          choices={[...workers.map(optionOf(isOwnTeam)), somebodyElse(workers.length > 0, isOwnTeam)]}
        />
      </JourneyForm>
    ),
  }
}

function teamKnown(count: number): string {
  return count === 0
    ? 'Occupational health does not know yet whom you manage.'
    : 'The people you manage today, as occupational health knows them.'
}

function workersFound(count: number): string {
  return count === 0 ? 'Nobody of that name or number is on record.' : 'Check the date of birth with whoever refers.'
}

const optionOf =
  (isOwnTeam: boolean) =>
  ({ id, fullName, bornOn, assignments: [job] }: WorkerOption) => ({
    value: pickOf({ id, fullName }),
    text: fullName,
    hint: [
      job && `${job.jobTitle}, ${job.department}`,
      ...(isOwnTeam ? [] : [job?.employerName, bornOn && `born ${dayInWords(bornOn)}`]),
    ]
      .filter(Boolean)
      .join(', '),
  })

function somebodyElse(isAfterOthers: boolean, isOwnTeam: boolean) {
  return {
    value: SOMEBODY_ELSE,
    text: isAfterOthers ? notInList(isOwnTeam) : 'I will enter the worker’s details',
    ...(isAfterOthers && { divider: 'or' }),
  }
}

const notInList = (isOwnTeam: boolean) => (isOwnTeam ? 'Somebody who is not in this list' : 'Somebody who is not on record')

/** Who the worker is, where the service does not know it or must not say that it does. */
export function details(shown: JourneyPage): PageContent {
  const { answers, facts, standing } = shown
  const { problems } = standing
  const isOwn = facts.side === 'worker'
  const title = isOwn ? 'Your details' : 'The worker’s details'
  const text = (name: string, label: string, width?: 10 | 20) => (
    <TextInput name={name} label={label} width={width} error={problems[name]} value={textOf(answers, name)} autocomplete="off" />
  )
  return {
    title,
    body: (
      <JourneyForm at="details" shown={shown}>
        <Heading>{title}</Heading>
        {isOwn ? <p>Occupational health has no record of you yet.</p> : null}
        {text('full-name', 'Full name')}
        <DateInput
          name="born"
          label="Date of birth"
          hint="For example, 15 3 1984"
          error={problems.born}
          value={typedDateOf(answers, 'born')}
        />
        {text('staff-number', 'Staff number', 10)}
        <Radios
          name="employer"
          label="Employer"
          error={problems.employer}
          value={textOf(answers, 'employer')}
          choices={facts.employers.map(({ code, name }) => ({ value: code, text: name }))}
        />
        {text('department', 'Department', 20)}
        {text('job-title', 'Job title', 20)}
        <Radios
          name="is-doctor"
          label={isOwn ? 'Are you a doctor?' : 'Is the worker a doctor?'}
          inline
          error={problems['is-doctor']}
          value={textOf(answers, 'is-doctor')}
          choices={[
            { value: 'yes', text: 'Yes' },
            { value: 'no', text: 'No' },
          ]}
        />
        <StaffGroupRadios
          label={isOwn ? 'Your staff group' : 'Staff group'}
          error={problems['staff-group']}
          value={textOf(answers, 'staff-group')}
        />
      </JourneyForm>
    ),
  }
}

export function source({ answers, standing, ...shown }: JourneyPage): PageContent {
  const title = 'Who is referring the worker?'
  return {
    title,
    body: (
      <JourneyForm at="source" shown={{ ...shown, answers, standing }}>
        <Radios
          name="source"
          label={title}
          size="l"
          heading={1}
          error={standing.problems.source}
          value={textOf(answers, 'source')}
          choices={REFERRAL_SOURCES.map(({ id, title: text }) => ({ value: id, text }))}
        />
      </JourneyForm>
    ),
  }
}

export function received(shown: JourneyPage): PageContent {
  const title = 'When did the referral come in?'
  return {
    title,
    body: (
      <JourneyForm at="received" shown={shown}>
        <DateInput
          name="received"
          label={title}
          size="l"
          heading={1}
          hint="The day the letter, e-mail or call reached the service. All waiting times count from it."
          error={shown.standing.problems.received}
          value={typedDateOf(shown.answers, 'received')}
        />
      </JourneyForm>
    ),
  }
}
