import { findIcs } from '@oh/organisations'
import { Button } from '../layout/button.view.tsx'
import { Form } from '../layout/form.view.tsx'
import type { Viewer } from '../page.ts'

export const WORK_AT = '/pool/work-at'
export const WORK_AT_FIELD = 'ics'

interface WhereNowProps {
  readonly viewer: Pick<Viewer, 'organisation' | 'ownOrganisation'>
  /** The viewer's own sessions that neighbours have. */
  readonly lent: readonly { readonly neighbourIcs: string; readonly neighbourName: string }[]
}

/** Says in whose pool a lent specialist works now, with a way to the other; nothing for anybody who works in one pool only. */
export function WhereNow({ viewer: { organisation, ownOrganisation }, lent }: WhereNowProps) {
  if (ownOrganisation !== undefined) {
    const own = nameOf(ownOrganisation)
    return (
      <Switch to={ownOrganisation} button={`Go back to ${own}`}>
        You are lent to {nameOf(organisation ?? '')} and work in its pool now. Your own offers, cases and sessions are at {own}.
      </Switch>
    )
  }
  const neighbours = new Map(lent.map(({ neighbourIcs, neighbourName }) => [neighbourIcs, neighbourName]))
  return (
    <>
      {[...neighbours].map(([ics, name]) => (
        <Switch to={ics} button={`Work for ${name}`}>
          You are also lent to {name}. What its pool offers you and books with you is there.
        </Switch>
      ))}
    </>
  )
}

function Switch({ to, button, children }: { readonly to: string; readonly button: string; readonly children?: unknown }) {
  return (
    <div class="nhsuk-inset-text">
      <span class="nhsuk-u-visually-hidden">Information: </span>
      <p>{children}</p>
      <Form action={WORK_AT}>
        <input type="hidden" name={WORK_AT_FIELD} value={to} />
        <Button variant="secondary" small>
          {button}
        </Button>
      </Form>
    </div>
  )
}

const nameOf = (code: string): string => findIcs(code)?.name ?? code
