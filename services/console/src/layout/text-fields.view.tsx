import type { Child } from 'hono/jsx'
import { classNames, idList } from './class-names.ts'
import { describeField, type FieldProps, FormGroup, Guidance, Hint, Label } from './field.view.tsx'

interface TextInputProps extends FieldProps {
  readonly value?: string | undefined
  /** Characters the box looks wide enough for; it does not limit. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
  readonly type?: 'text' | 'email' | 'tel' | undefined
  readonly inputmode?: 'numeric' | undefined
  readonly autocomplete?: string | undefined
  readonly spellcheck?: boolean | undefined
}

/** One line of text. */
export function TextInput(props: TextInputProps) {
  const { name, label, hint, error, value, width, type = 'text', inputmode, autocomplete, spellcheck, ...style } = props
  const { own, hintId, errorId, describedBy } = describeField(props)
  return (
    <FormGroup error={error}>
      <Label for={own} size={style.size} heading={style.heading}>
        {label}
      </Label>
      <Guidance hint={hint} error={error} hintId={hintId} errorId={errorId} />
      <input
        class={classNames('nhsuk-input', error !== undefined && 'nhsuk-input--error', width && `nhsuk-input--width-${width}`)}
        id={own}
        name={name}
        type={type}
        spellcheck={spellcheck}
        value={value}
        aria-describedby={describedBy}
        autocomplete={autocomplete}
        inputmode={inputmode}
      />
    </FormGroup>
  )
}

interface TextareaProps extends FieldProps {
  readonly value?: string | undefined
  readonly rows?: number | undefined
  /** Most characters. Counted in the browser when there is JavaScript, said in words when there is not, and never cut off. */
  readonly limit?: number | undefined
}

/** Several lines of text, with a character count when there is a limit. */
export function Textarea(props: TextareaProps) {
  const { name, label, hint, error, value, rows = 5, limit, size, heading } = props
  const { own, hintId, errorId } = describeField(props)
  const infoId = limit === undefined ? undefined : `${own}-info`
  const inner = (
    <>
      <Label for={own} size={size} heading={heading}>
        {label}
      </Label>
      <Guidance hint={hint} error={error} hintId={hintId} errorId={errorId} />
      <textarea
        class={classNames(
          'nhsuk-textarea',
          error !== undefined && 'nhsuk-textarea--error',
          limit !== undefined && 'nhsuk-js-character-count',
        )}
        id={own}
        name={name}
        rows={rows}
        aria-describedby={idList(infoId, hintId, errorId)}
      >
        {value ?? ''}
      </textarea>
    </>
  )
  if (limit === undefined) return <FormGroup error={error}>{inner}</FormGroup>
  return (
    <CharacterCount limit={limit} error={error} infoId={infoId}>
      {inner}
    </CharacterCount>
  )
}

function CharacterCount({
  limit,
  error,
  infoId,
  children,
}: {
  limit: number
  error: string | undefined
  infoId: string | undefined
  children?: Child
}) {
  return (
    <div
      class={classNames('nhsuk-form-group', error !== undefined && 'nhsuk-form-group--error', 'nhsuk-character-count')}
      data-module="nhsuk-character-count"
      data-maxlength={limit}
    >
      {children}
      <Hint id={infoId} name="nhsuk-character-count__message">
        {`You can enter up to ${limit} characters`}
      </Hint>
    </div>
  )
}

interface SelectProps extends FieldProps {
  readonly value?: string | undefined
  readonly options: readonly { readonly value: string; readonly text: string }[]
}

/** One of a known list, for filters. In a form prefer Radios. */
export function Select(props: SelectProps) {
  const { name, label, hint, error, value, options, size, heading } = props
  const { own, hintId, errorId, describedBy } = describeField(props)
  return (
    <FormGroup error={error}>
      <Label for={own} size={size} heading={heading}>
        {label}
      </Label>
      <Guidance hint={hint} error={error} hintId={hintId} errorId={errorId} />
      <select
        class={classNames('nhsuk-select', error !== undefined && 'nhsuk-select--error')}
        id={own}
        name={name}
        aria-describedby={describedBy}
      >
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.text}
          </option>
        ))}
      </select>
    </FormGroup>
  )
}
