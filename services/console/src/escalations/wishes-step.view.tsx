import { SEE_WORKER } from '@oh/escalation'
import { Checkboxes, Radios } from '../layout/choices.view.tsx'
import { HiddenFields } from '../layout/hidden-fields.view.tsx'
import { InsetText } from '../layout/messages.view.tsx'
import { listInWords } from '../layout/words.ts'
import { EXCLUSION_GROUNDS, excludedFields, whyField } from './draft.ts'
import type { Specialist } from './preview.ts'
import { StepFrame, type StepProps } from './step-frame.view.tsx'

/** Step three: whom the worker does not want, who else must not see it, and whether the worker is to be seen. */
export function WishesStep(props: StepProps) {
  const { inHand, draft, standing } = props
  const { problems } = standing
  const isListed = inHand.specialists !== undefined
  return (
    <StepFrame step="wishes" {...props}>
      <p>
        The queue shows no name, but a colleague may still guess who it is. So the worker hears first who might answer, and says
        whom to leave out. Whoever is left out never learns that this escalation exists.
      </p>
      {inHand.specialists ? (
        <LeaveOut {...props} specialists={inHand.specialists} />
      ) : (
        <InsetText>
          <HiddenFields fields={excludedFields(draft)} />
          <p>
            {`The specialist pool of ${inHand.poolName} did not answer, so its specialists cannot be listed now. Telephone the pool for the names, or try again in a few minutes.`}
          </p>
        </InsetText>
      )}
      <Checkboxes
        name="shown"
        label="Has the worker heard the names?"
        size="s"
        heading={2}
        choices={[
          {
            value: 'yes',
            text: isListed ? 'I have shown or read these names to the worker' : 'I have read the names to the worker',
          },
        ]}
        values={draft.specialistsShown ? ['yes'] : []}
        error={problems.shown}
      />
      <Checkboxes
        name="asked"
        label="Has the worker been asked whom to leave out?"
        size="s"
        heading={2}
        hint="An objection needs no reason."
        choices={[
          {
            value: 'yes',
            text: isListed
              ? 'I have asked, and ticked above whom the worker named'
              : 'I have asked, and the worker leaves out nobody',
            ...(isListed ? {} : { hint: 'If the worker leaves somebody out, wait until the names can be ticked here.' }),
          },
        ]}
        values={draft.objectionsAsked ? ['yes'] : []}
        error={problems.asked}
      />
      <Checkboxes
        name="own-employer"
        label="Does the worker prefer a specialist of the same employer?"
        size="s"
        heading={2}
        hint={`A wish, no condition: if nobody of ${inHand.employerName} is free, somebody else is asked.`}
        choices={[{ value: 'yes', text: `Yes, a specialist who works for ${inHand.employerName}` }]}
        values={draft.prefersOwnEmployer ? ['yes'] : []}
      />
      <Radios
        name="see-worker"
        label="Should the specialist see the worker?"
        size="s"
        heading={2}
        choices={SEE_WORKER.map(({ id, title }) => ({ value: id, text: title }))}
        value={draft.seeWorker}
        error={problems['see-worker']}
      />
    </StepFrame>
  )
}

function LeaveOut({ inHand, draft, standing: { problems }, specialists }: StepProps & { specialists: readonly Specialist[] }) {
  return (
    <Checkboxes
      name="excluded"
      label="Who must not see it?"
      size="m"
      heading={2}
      hint={`These are the specialists of the pool of ${inHand.poolName}. Tick those to leave out; if there is nobody, tick none.`}
      choices={specialists.map((specialist) => ({
        value: specialist.id,
        text: specialist.fullName,
        hint: describe(specialist),
        reveal: (
          <Radios
            name={whyField(specialist.id)}
            label={`Why ${specialist.fullName} must not see it`}
            choices={EXCLUSION_GROUNDS.map(({ id, text }) => ({ value: id, text }))}
            value={draft.excluded.find(({ specialistId }) => specialistId === specialist.id)?.why}
            error={problems[whyField(specialist.id)]}
            small
          />
        ),
      }))}
      values={draft.excluded.map(({ specialistId }) => specialistId)}
      error={problems.excluded}
    />
  )
}

function describe({ employerName, lentByName, department, skills, gradeTitle, supervisorName }: Specialist): string {
  const lent = lentByName ? `lent by ${lentByName}` : ''
  const place = [department, employerName, lent].filter(Boolean).join(', ')
  const grade = supervisorName === null ? gradeTitle : `${gradeTitle}, supervised by ${supervisorName}, who reads it too`
  return [place, listInWords(skills.map(({ title }) => title)), grade].filter(Boolean).join('. ').concat('.')
}
