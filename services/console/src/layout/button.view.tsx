import type { Child } from 'hono/jsx'
import { classNames } from './class-names.ts'

type Variant = 'secondary' | 'warning' | 'reverse'

interface ButtonProps {
  readonly variant?: Variant | undefined
  readonly small?: boolean | undefined
  readonly name?: string | undefined
  readonly value?: string | undefined
  readonly form?: string | undefined
  readonly children?: Child
}

const look = (variant: Variant | undefined, small: boolean | undefined) =>
  classNames('nhsuk-button', variant && `nhsuk-button--${variant}`, small && 'nhsuk-button--small')

/** Sends the form it stands in. A second click within a second is ignored where there is JavaScript; the idempotency key does the rest. */
export function Button({ variant, small, name, value, form, children }: ButtonProps) {
  return (
    <button
      class={look(variant, small)}
      name={name}
      data-module="nhsuk-button"
      data-prevent-double-click="true"
      type="submit"
      value={value}
      form={form}
    >
      {children}
    </button>
  )
}

/** A link that looks like a button, for the one main step of a page. It only ever reads. */
export function ButtonLink({
  href,
  variant,
  small,
  children,
}: { href: string } & Pick<ButtonProps, 'variant' | 'small' | 'children'>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: reference markup; nhsuk-frontend makes the space key work
    <a class={look(variant, small)} data-module="nhsuk-button" href={href} role="button" draggable="false">
      {children}
    </a>
  )
}
