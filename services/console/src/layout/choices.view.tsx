import type { Child } from 'hono/jsx'
import { classNames } from './class-names.ts'
import { describeField, type FieldProps, Fieldset, FormGroup, Guidance, Hint } from './field.view.tsx'

/** One answer to pick. `reveal` asks more about it, and is shown only while it is picked: by style sheet alone, with or without JavaScript. */
export interface Choice {
  readonly value: string
  readonly text: Child
  readonly hint?: Child
  readonly reveal?: Child
  /** A word on a line of its own before this choice, such as "or". */
  readonly divider?: string | undefined
}

interface RadiosProps extends FieldProps {
  readonly choices: readonly Choice[]
  readonly value?: string | undefined
  readonly inline?: boolean | undefined
  readonly small?: boolean | undefined
}

/** Pick one. The first choice takes the field's own id, so that the error summary can lead to it. */
export function Radios(props: RadiosProps) {
  const isPicked = (value: string) => value === props.value
  return <Choices kind="radios" type="radio" isPicked={isPicked} {...props} />
}

interface CheckboxesProps extends FieldProps {
  readonly choices: readonly Choice[]
  readonly values?: readonly string[] | undefined
  readonly small?: boolean | undefined
}

/** Pick any. */
export function Checkboxes({ values = [], ...props }: CheckboxesProps) {
  return <Choices kind="checkboxes" type="checkbox" isPicked={(value) => values.includes(value)} {...props} />
}

interface ChoicesProps extends FieldProps {
  readonly kind: 'radios' | 'checkboxes'
  readonly type: 'radio' | 'checkbox'
  readonly choices: readonly Choice[]
  readonly isPicked: (value: string) => boolean
  readonly inline?: boolean | undefined
  readonly small?: boolean | undefined
}

function Choices(props: ChoicesProps) {
  const { kind, label, hint, error, choices, inline, small, size, heading } = props
  const { own, hintId, errorId, describedBy } = describeField(props)
  const block = `nhsuk-${kind}`
  return (
    <FormGroup error={error}>
      <Fieldset legend={label} size={size} heading={heading} describedBy={describedBy}>
        <Guidance hint={hint} error={error} hintId={hintId} errorId={errorId} />
        <div class={classNames(block, small && `${block}--small`, inline && `${block}--inline`)} data-module={block}>
          {choices.map((choice, index) => (
            <ChoiceItem {...props} choice={choice} id={index === 0 ? own : `${own}-${numberOf(choices, index)}`} />
          ))}
        </div>
      </Fieldset>
    </FormGroup>
  )
}

/** The reference markup counts a divider as an item of its own. */
function numberOf(choices: readonly Choice[], index: number): number {
  return index + 1 + choices.slice(0, index + 1).filter(({ divider }) => divider !== undefined).length
}

function ChoiceItem({ kind, type, name, isPicked, choice, id }: ChoicesProps & { choice: Choice; id: string }) {
  const block = `nhsuk-${kind}`
  const hintId = choice.hint ? `${id}-item-hint` : undefined
  return (
    <>
      {choice.divider === undefined ? null : <div class={`${block}__divider`}>{choice.divider}</div>}
      <div class={`${block}__item`}>
        <input
          class={`${block}__input`}
          id={id}
          name={name}
          type={type}
          value={choice.value}
          checked={isPicked(choice.value)}
          aria-describedby={hintId}
        />
        <label class={`nhsuk-label ${block}__label`} for={id}>
          {choice.text}
        </label>
        {choice.hint ? (
          <Hint id={hintId} name={`${block}__hint`}>
            {choice.hint}
          </Hint>
        ) : null}
      </div>
      {choice.reveal ? <div class={`${block}__conditional oh-reveal`}>{choice.reveal}</div> : null}
    </>
  )
}
