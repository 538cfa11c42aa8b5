import { SKILLS } from '@oh/escalation'
import { Button } from '../layout/button.view.tsx'
import { Checkboxes, Radios } from '../layout/choices.view.tsx'
import { Details } from '../layout/messages.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { TextInput } from '../layout/text-fields.view.tsx'
import type { FormStanding } from '../sent-form.ts'
import type { Policy } from './policy.page.tsx'
import { needField, OFFER_URGENCIES, offerField, type PolicyDraft, perCent, skillField, urgencyField } from './policy-form.ts'

const URGENCY_NAMES: Readonly<Record<(typeof OFFER_URGENCIES)[number], string>> = {
  routine: 'Routine',
  soon: 'Soon',
  urgent: 'Urgent',
}

/** Everything that may be set otherwise, filled in with what is in force. */
export function DraftForm({
  draft,
  served,
  standing,
}: {
  readonly draft: PolicyDraft
  readonly served: Policy['served']
  readonly standing: FormStanding
}) {
  const { problems } = standing
  const number = (name: string, label: string, hint?: string) => (
    <TextInput
      name={name}
      label={label}
      hint={hint}
      width={5}
      inputmode="numeric"
      value={draft.texts[name] ?? ''}
      error={problems[name]}
    />
  )
  const others = [...OFFER_URGENCIES.map(urgencyField), ...SKILLS.map(({ id }) => skillField(id))]
  const isGiven = (name: string) => (draft.texts[name] ?? '') !== '' || problems[name] !== undefined
  return (
    <ChangeForm action="/pool/policy/draft" standing={standing}>
      <p>It begins with what is in force. Nothing changes in the pool until you have seen the preview and switched it on.</p>
      <h2 class="nhsuk-heading-m">Time to answer an offer, in working hours</h2>
      {OFFER_URGENCIES.map((urgency) => number(offerField(urgency), URGENCY_NAMES[urgency]))}
      <h2 class="nhsuk-heading-m">Working day</h2>
      {number('day-start', 'Begins at', 'A whole hour by the 24-hour clock, such as 9 or 17')}
      {number('day-end', 'Ends at')}
      <h2 class="nhsuk-heading-m">Notice of a booking, in working days</h2>
      {number('notice-standard', 'For all but urgent cases')}
      {number('notice-urgent', 'Urgent')}
      <h2 class="nhsuk-heading-m">Cases that are late</h2>
      <Radios
        name="late"
        label="When are they seen?"
        size="s"
        value={draft.texts.late ?? ''}
        error={problems.late}
        choices={[
          {
            value: 'after-those-in-time',
            text: 'After those that can still be seen in time',
            hint: 'More are seen in time. Those that are late wait longer, until they are later than the limit below.',
          },
          { value: 'first', text: 'Before all others', hint: 'In a long shortage, fewer are seen in time.' },
        ]}
      />
      {number('guard', 'Limit: goes before all others when late by more working days than this')}
      <h2 class="nhsuk-heading-m">Hours that a case takes</h2>
      {number('hours-usual', 'Usually', 'In quarters of an hour, such as 1.5')}
      <Details summary="Other hours for an urgency or a skill (optional)" open={others.some(isGiven)}>
        <p>Leave empty where the usual hours hold. Where a skill and an urgency are both filled in, the longer counts.</p>
        {OFFER_URGENCIES.map((urgency) => number(urgencyField(urgency), URGENCY_NAMES[urgency]))}
        {SKILLS.map(({ id, title }) => number(skillField(id), title))}
      </Details>
      <Checkboxes
        name="tier"
        label="What the second tier may take"
        size="m"
        hint="Diploma doctors and nurses in extended roles, countersigned by an accredited specialist"
        values={draft.secondTier}
        choices={SKILLS.map(({ id, title }) => ({ value: id, text: title }))}
        small
      />
      <h2 class="nhsuk-heading-m" id="need">
        Need by employer, in per cent
      </h2>
      {problems.need === undefined ? null : (
        <p class="nhsuk-error-message">
          <span class="nhsuk-u-visually-hidden">Error: </span>
          {problems.need}
        </p>
      )}
      <p>The shares add up to 100. They decide between cases that are equal in everything else.</p>
      {served.map(({ employer, employerName, workedOut }) =>
        number(needField(employer), employerName ?? employer, `Worked out from staff and cover: ${perCent(workedOut)}`),
      )}
      <Button>Preview on past cases</Button>
    </ChangeForm>
  )
}
