import type { Instant } from '@oh/kernel'
import { Card } from '../layout/lists.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { type PoolFacts, poolPath } from './escalation-facts.view.tsx'

export interface Session {
  readonly id: string
  readonly startsAt: Instant | null
  readonly hours: number | null
  readonly hoursFree: number | null
  readonly siteName: string | null
  readonly virtual: boolean | null
  readonly bookings: readonly { readonly hours: number | null; readonly escalation: PoolFacts | null }[]
}

/** The specialist's own clinic sessions from now on, soonest first: those with somebody to see, then those still free. */
export function Sessions({ sessions }: { readonly sessions: readonly Session[] }) {
  if (sessions.length === 0) return <p>You have no sessions ahead. The pool coordinator enters them.</p>
  const booked = sessions.filter(({ bookings }) => bookings.length > 0)
  const free = sessions.filter(({ bookings }) => bookings.length === 0)
  return (
    <>
      <h2 class="nhsuk-heading-m">With somebody to see</h2>
      {booked.length === 0 ? <p>Nobody is booked with you yet.</p> : null}
      {booked.map((session) => (
        <Card heading={whenOf(session)} level={3} size="s">
          <p class="nhsuk-card__description">{placeOf(session)}</p>
          <p class="nhsuk-card__description">{hoursOf(session)}</p>
          <div class="nhsuk-u-margin-top-4">
            <Bookings session={session} />
          </div>
        </Card>
      ))}
      {free.length === 0 ? null : <Free sessions={free} />}
    </>
  )
}

function Free({ sessions }: { sessions: readonly Session[] }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Nothing booked yet</h2>
      <ul class="nhsuk-list oh-lines">
        {sessions.map((session) => (
          <li>
            <strong>{whenOf(session)}</strong>, {hoursOf(session)}
            <br />
            <span class="oh-quiet">{placeOf(session)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

const whenOf = ({ startsAt }: Session) => (startsAt ? momentInWords(startsAt) : 'A session')

function placeOf({ siteName, virtual }: Session): string {
  if (!siteName) return 'By video'
  return virtual ? `${siteName}, or by video` : siteName
}

function hoursOf({ hours, hoursFree }: Session): string {
  const length = countInWords(hours ?? 0, 'hour')
  if (hoursFree === 0) return `${length}, fully booked`
  return hoursFree === hours ? length : `${length}, ${countInWords(hoursFree ?? 0, 'hour')} free`
}

function Bookings({ session: { id, bookings } }: { session: Session }) {
  return (
    <Table
      id={`session-${id}`}
      caption="Booked"
      captionSize="s"
      columns={[
        { key: 'case', text: 'Escalation' },
        { key: 'about', text: 'About' },
        { key: 'hours', text: 'Hours', numeric: true },
      ]}
      rows={bookings.map(({ hours, escalation }) => [
        escalation ? (
          <a class="oh-nowrap" href={poolPath(escalation)}>
            {escalation.pseudonym}
          </a>
        ) : (
          'Not shown'
        ),
        <>
          {escalation?.categoryTitle} <Urgency word={escalation?.urgency ?? null} title={escalation?.urgencyTitle ?? null} />
        </>,
        hours,
      ])}
      small="stack"
    />
  )
}
