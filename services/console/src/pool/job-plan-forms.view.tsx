import { Button } from '../layout/button.view.tsx'
import { Checkboxes, Radios } from '../layout/choices.view.tsx'
import { DateInput, type TypedDate } from '../layout/date-input.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { Column, Heading } from '../layout/page.view.tsx'
import { ChangeForm, FormNews } from '../layout/sent-form.view.tsx'
import { Select, TextInput } from '../layout/text-fields.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import { hourInWords } from './time-words.ts'

/** A form about somebody's time: where it is sent, how it stands, and what was typed. */
export interface TimeForm {
  readonly name: string
  readonly action: string
  readonly standing: FormStanding
  readonly typed: (field: string) => string
  readonly date: (field: string) => TypedDate
}

export const PAS_FIELDS = [
  ['complexCases', 'Complex cases of the pool', 'Clinic sessions are cut from these.'],
  ['assessments', 'Assessments', undefined],
  ['supervision', 'Supervision', undefined],
  ['telephoneAdvice', 'Telephone advice', undefined],
  ['nonClinical', 'All other work', 'Teaching, audit, management.'],
] as const

function Frame({ title, form, children }: { title: string; form: TimeForm; children?: unknown }) {
  return (
    <Column>
      <FormNews standing={form.standing} about="The job plan" />
      <Heading caption={form.name}>{title}</Heading>
      <ChangeForm action={form.action} standing={form.standing}>
        {children as never}
        <Button>Save</Button>
      </ChangeForm>
    </Column>
  )
}

export function PlanForm({ form }: { readonly form: TimeForm }) {
  const { problems } = form.standing
  return (
    <Frame title="Set a job plan" form={form}>
      <p>A PA is 4 hours. Enter PAs a week in quarters, 12 at most together. The plan that holds on the first day ends there.</p>
      <DateInput name="from" label="First day" size="s" error={problems.from} value={form.date('from')} />
      {PAS_FIELDS.map(([name, label, hint]) => (
        <TextInput name={name} label={label} hint={hint} width={5} error={problems[name]} value={form.typed(name)} />
      ))}
      <DateInput
        name="to"
        label="First day on which it no longer holds (optional)"
        size="s"
        error={problems.to}
        value={form.date('to')}
      />
    </Frame>
  )
}

const HOURS = Array.from({ length: 53 }, (_, at) => 7 + at / 4)
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

export function SessionForm({
  form,
  sites,
  virtual,
}: {
  readonly form: TimeForm
  readonly sites: readonly { readonly code: string; readonly name: string }[]
  readonly virtual: boolean
}) {
  const { problems } = form.standing
  return (
    <Frame title="Add a weekly session" form={form}>
      <Radios
        name="weekday"
        label="Day"
        size="s"
        error={problems.weekday}
        value={form.typed('weekday')}
        choices={WEEKDAYS.map((text, at) => ({ value: String(at + 1), text }))}
      />
      <Select
        name="startsAtHour"
        label="Begins at"
        size="s"
        error={problems.startsAtHour}
        value={form.typed('startsAtHour')}
        options={HOURS.map((hour) => ({ value: String(hour), text: hourInWords(hour) }))}
      />
      <TextInput
        name="hours"
        label="Hours"
        hint="In quarters, such as 3.5"
        size="s"
        width={4}
        error={problems.hours}
        value={form.typed('hours')}
      />
      <Select
        name="site"
        label="Where"
        size="s"
        error={problems.site}
        value={form.typed('site')}
        options={[{ value: '', text: 'By video only' }, ...sites.map(({ code, name }) => ({ value: code, text: name }))]}
      />
      <Checkboxes
        name="virtual"
        label="By video"
        size="s"
        values={virtual ? ['yes'] : []}
        choices={[{ value: 'yes', text: 'Workers may be seen by video too' }]}
      />
      <DateInput name="from" label="First day" size="s" error={problems.from} value={form.date('from')} />
      <DateInput
        name="to"
        label="First day on which it is no longer held (optional)"
        size="s"
        error={problems.to}
        value={form.date('to')}
      />
    </Frame>
  )
}

export function EndSessionForm({ form, session }: { readonly form: TimeForm; readonly session: string }) {
  return (
    <Frame title="End a weekly session" form={form}>
      <p>Sessions from that day on are not held. Whoever is booked in one is planned anew at once.</p>
      <HiddenFields fields={{ session }} />
      <DateInput
        name="on"
        label="First day on which it is no longer held"
        size="s"
        error={form.standing.problems.on}
        value={form.date('on')}
      />
    </Frame>
  )
}

export function LeaveForm({ form, own }: { readonly form: TimeForm; readonly own: boolean }) {
  const { problems } = form.standing
  return (
    <Frame title="Enter leave" form={form}>
      <p>
        {own
          ? 'Planned leave, or because you are ill this morning: nobody asks why.'
          : 'Planned leave, or somebody who is ill this morning: why is not asked.'}
      </p>
      <p>
        Sessions in it are not held. Whoever is booked in one is moved to another session of the same specialist that is still in
        time; only who cannot be is offered to somebody else.
      </p>
      <DateInput name="from" label="First day away" size="s" error={problems.from} value={form.date('from')} />
      <DateInput name="back" label="First day back" size="s" error={problems.back} value={form.date('back')} />
    </Frame>
  )
}
