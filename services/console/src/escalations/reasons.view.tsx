import { Checkboxes } from '../layout/choices.view.tsx'
import { Details, Tag, type TagColour } from '../layout/messages.view.tsx'
import { Textarea } from '../layout/text-fields.view.tsx'
import { addField, type GivenReason, overruleField } from './draft.ts'
import type { FiredRule } from './preview.ts'
import type { StepProps } from './step-frame.view.tsx'

const KINDS: Readonly<Record<string, { readonly text: string; readonly colour: TagColour }>> = {
  must: { text: 'Must escalate', colour: 'red' },
  should: { text: 'Should escalate', colour: 'orange' },
  may: { text: 'May escalate', colour: 'blue' },
}

/** Every rule that the facts meet, where it comes from, and what the nurse adds or sets aside. */
export function Reasons(props: StepProps) {
  const { fired } = props.inHand.preview
  return (
    <>
      <h2 class="nhsuk-heading-m">Reasons to escalate</h2>
      {fired.length > 0 ? (
        <ul class="nhsuk-list oh-reasons">
          {fired.map((rule) => (
            <Rule {...rule} />
          ))}
        </ul>
      ) : (
        <p>No rule calls for a specialist on what you have said. Add a reason of your own, or go back and change your answers.</p>
      )}
      <SetAside {...props} />
      <AddAnother {...props} />
    </>
  )
}

function Rule({ title, kind, source, mayOverrule }: FiredRule) {
  const word = KINDS[kind]
  return (
    <li class="oh-reasons__item">
      <strong>{title}</strong> {word ? <Tag colour={word.colour}>{word.text}</Tag> : null}
      <span class="oh-quiet oh-reasons__source">
        {`Source: ${source}.`}
        {mayOverrule ? '' : ' It is about safety or the law, and cannot be set aside.'}
      </span>
    </li>
  )
}

function SetAside({ inHand: { preview }, draft, standing: { problems } }: StepProps) {
  const may = preview.fired.filter(({ mayOverrule }) => mayOverrule)
  if (may.length === 0) return null
  return (
    <Checkboxes
      name="overruled"
      label="Do you set a reason aside?"
      size="s"
      heading={3}
      hint="Only if it does not count in this case. The specialist who accepts reads why."
      choices={may.map(({ rule, title }) => ({
        value: rule,
        text: title,
        reveal: (
          <Because
            field={overruleField(rule)}
            label="Why do you set it aside?"
            given={draft.overruled}
            rule={rule}
            problems={problems}
          />
        ),
      }))}
      values={draft.overruled.map(({ rule }) => rule)}
      error={problems.overruled}
      small
    />
  )
}

function AddAnother({ inHand: { preview }, draft, standing: { problems } }: StepProps) {
  const others = preview.rules.filter(({ rule }) => !preview.fired.some((fired) => fired.rule === rule))
  const isOpen = draft.added.length > 0 || preview.fired.length === 0 || problems.added !== undefined
  return (
    <Details summary="Add another reason" open={isOpen}>
      <Checkboxes
        name="added"
        label="Which other reason is there?"
        size="s"
        heading={3}
        hint="The specialist who accepts reads why you add it."
        choices={others.map(({ rule, title, source }) => ({
          value: rule,
          text: title,
          hint: source,
          reveal: (
            <Because field={addField(rule)} label="Why do you add it?" given={draft.added} rule={rule} problems={problems} />
          ),
        }))}
        values={draft.added.map(({ rule }) => rule)}
        error={problems.added}
        small
      />
    </Details>
  )
}

function Because({
  field,
  label,
  given,
  rule,
  problems,
}: {
  field: string
  label: string
  given: readonly GivenReason[]
  rule: string
  problems: Readonly<Record<string, string>>
}) {
  const because = given.find((each) => each.rule === rule)?.because
  return <Textarea name={field} label={label} rows={2} limit={500} value={because} error={problems[field]} />
}
