import { Radios } from '../layout/choices.view.tsx'
import { DateInput } from '../layout/date-input.view.tsx'
import type { Problems } from '../layout/messages.view.tsx'
import { Textarea, TextInput } from '../layout/text-fields.view.tsx'
import { DISCUSSED_WITH, type SharingGrounds } from './gate-form.ts'

interface GroundsProps {
  readonly grounds: SharingGrounds
  readonly problems: Problems
}

/** With whom it was discussed: required before anything is shared in the public interest. */
export function SeniorDiscussion({ grounds, problems }: GroundsProps) {
  return (
    <>
      <Radios
        name="discussed-with"
        label="With whom did you discuss it?"
        size="s"
        choices={DISCUSSED_WITH}
        value={grounds.discussedWith}
        error={problems['discussed-with']}
        small
      />
      <TextInput
        name="discussed-name"
        label="Name of the person you spoke to"
        width={20}
        value={grounds.discussedName}
        error={problems['discussed-name']}
        autocomplete="off"
      />
      <DateInput
        name="discussed-on"
        label="On what day?"
        hint="For example, 27 3 2026."
        value={grounds.discussedOn.typed}
        error={problems['discussed-on-day']}
      />
    </>
  )
}

/** The worker is told, unless telling would itself put somebody at risk. */
export function WorkerTold({ grounds, problems }: GroundsProps) {
  return (
    <Radios
      name="worker-told"
      label="Has the worker been told?"
      size="s"
      choices={[
        {
          value: 'yes',
          text: 'Yes',
          reveal: (
            <DateInput
              name="told-on"
              label="On what day?"
              hint="For example, 27 3 2026."
              value={grounds.toldOn.typed}
              error={problems['told-on-day']}
            />
          ),
        },
        {
          value: 'no',
          text: 'No',
          reveal: (
            <Textarea
              name="not-told-because"
              label="Why can the worker not be told?"
              rows={3}
              limit={1_000}
              value={grounds.notToldBecause}
              error={problems['not-told-because']}
            />
          ),
        },
      ]}
      value={grounds.workerTold}
      error={problems['worker-told']}
      small
    />
  )
}
