import { classNames } from './class-names.ts'
import { describeField, type FieldProps, Fieldset, FormGroup, Guidance } from './field.view.tsx'

const PARTS = [
  { part: 'day', text: 'Day', width: 2 },
  { part: 'month', text: 'Month', width: 2 },
  { part: 'year', text: 'Year', width: 4 },
] as const

type DatePart = (typeof PARTS)[number]['part']
/** What was typed, kept as it was typed. */
export type TypedDate = Readonly<Partial<Record<DatePart, string>>>

interface DateInputProps extends FieldProps {
  readonly value?: TypedDate | undefined
  /** The parts that are wrong; all three when not said. */
  readonly wrong?: readonly DatePart[] | undefined
}

/** A date somebody knows, typed as day, month and year. Fields are named `<name>-day` and so on, and so are their ids. */
export function DateInput(props: DateInputProps) {
  const { name, label, hint, error, value = {}, wrong = PARTS.map(({ part }) => part), size, heading } = props
  const { own, hintId, errorId, describedBy } = describeField(props)
  return (
    <FormGroup error={error}>
      <Fieldset legend={label} size={size} heading={heading} describedBy={describedBy} role="group">
        <Guidance hint={hint} error={error} hintId={hintId} errorId={errorId} />
        <div class="nhsuk-date-input" id={own}>
          {PARTS.map(({ part, text, width }) => {
            const isWrong = error !== undefined && wrong.includes(part)
            return (
              <div class="nhsuk-date-input__item">
                <FormGroup error={isWrong ? error : undefined}>
                  <label class="nhsuk-label nhsuk-date-input__label" for={`${own}-${part}`}>
                    {text}
                  </label>
                  <input
                    class={classNames(
                      'nhsuk-input',
                      isWrong && 'nhsuk-input--error',
                      `nhsuk-input--width-${width}`,
                      'nhsuk-date-input__input',
                    )}
                    id={`${own}-${part}`}
                    name={`${name}-${part}`}
                    type="text"
                    value={value[part]}
                    inputmode="numeric"
                  />
                </FormGroup>
              </div>
            )
          })}
        </div>
      </Fieldset>
    </FormGroup>
  )
}
