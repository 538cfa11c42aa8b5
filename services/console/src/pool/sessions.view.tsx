import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { Checkboxes, Radios } from '../layout/choices.view.tsx'
import { Card } from '../layout/lists.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Urgency } from '../layout/urgency.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { type FormStanding, newForm } from '../sent-form.ts'
import { type PoolFacts, poolPath } from './escalation-facts.view.tsx'

export interface Session {
  readonly id: string
  readonly startsAt: Instant | null
  readonly hours: number | null
  readonly hoursFree: number | null
  readonly siteName: string | null
  readonly virtual: boolean | null
  /** It has begun, and nobody has said yet whether the worker was seen. */
  readonly toRecord: boolean | null
  readonly bookings: readonly {
    readonly id: string | null
    readonly hours: number | null
    readonly escalation: PoolFacts | null
  }[]
}

export const ATTENDANCE_FIELD = 'attendance'
export const FOLLOW_UP_FIELD = 'follow-up'

interface SessionsProps {
  readonly sessions: readonly Session[]
  readonly standing: FormStanding
  /** The booking whose form was refused. */
  readonly refused: string | undefined
  /** Those that neighbours have. */
  readonly lent: readonly LentOutSession[]
}

/**
 * The specialist's own clinic sessions, soonest first: those that wait for a word on whether the worker was seen, those with
 * somebody to see, those that a neighbour has, then those still free.
 */
export function Sessions({ sessions: all, standing, refused, lent }: SessionsProps) {
  const sessions = all.filter(({ toRecord }) => !toRecord)
  return (
    <>
      {all
        .filter(({ toRecord }) => toRecord)
        .map((session) => (
          <ToRecord session={session} standing={standing} refused={refused} />
        ))}
      <Ahead sessions={sessions} lent={lent} />
    </>
  )
}

/** One form for each worker who was booked in a session that has begun. */
function ToRecord({ session, standing, refused }: { session: Session } & Pick<SessionsProps, 'standing' | 'refused'>) {
  return (
    <>
      {session.bookings.map(({ id, escalation }) => (
        <Card heading={whenOf(session)} level={2} size="s">
          <p class="nhsuk-card__description nhsuk-u-margin-bottom-4">
            {escalation ? <a href={poolPath(escalation)}>{escalation.pseudonym}</a> : 'Not shown'}
            {`, ${placeOf(session).toLowerCase().startsWith('by') ? 'by video' : placeOf(session)}`}
          </p>
          <ChangeForm
            action={`/pool/sessions/${id ?? ''}`}
            standing={id === refused ? standing : newForm()}
            id={`session-of-${id ?? ''}`}
          >
            <Radios
              name={ATTENDANCE_FIELD}
              id={`${ATTENDANCE_FIELD}-${id ?? ''}`}
              label="Was the worker seen?"
              size="s"
              choices={[
                { value: 'attended', text: 'Yes, the worker attended' },
                { value: 'did-not-attend', text: 'No, the worker did not attend' },
                { value: 'cancelled-late', text: 'No, it was cancelled less than a working day before' },
              ]}
              error={standing.problems[`${ATTENDANCE_FIELD}-${id ?? ''}`]}
              small
            />
            <Checkboxes
              name={FOLLOW_UP_FIELD}
              id={`${FOLLOW_UP_FIELD}-${id ?? ''}`}
              label="Do you want to see the worker again?"
              size="s"
              hint="The pool books another session with you, due in 20 working days."
              choices={[{ value: 'yes', text: 'Yes, book a follow-up' }]}
              values={[]}
            />
            <Button small>Put on record</Button>
          </ChangeForm>
        </Card>
      ))}
    </>
  )
}

function Ahead({ sessions, lent }: Pick<SessionsProps, 'sessions' | 'lent'>) {
  if (sessions.length === 0)
    return (
      <>
        <p>You have no sessions ahead here. The pool coordinator enters them.</p>
        <LentOut sessions={lent} />
      </>
    )
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
      <LentOut sessions={lent} />
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

export interface LentOutSession extends Pick<Session, 'hours' | 'siteName' | 'virtual'> {
  readonly startsAt: Instant
  readonly neighbourName: string
  readonly isAhead: boolean
}

/** The specialist's own sessions that a neighbour has, with where they went; nothing when none is lent. */
function LentOut({ sessions }: { readonly sessions: readonly LentOutSession[] }) {
  const ahead = sessions.filter(({ isAhead }) => isAhead)
  if (ahead.length === 0) return null
  return (
    <>
      <h2 class="nhsuk-heading-m">Lent to a neighbour</h2>
      <p>The neighbour’s pool books these sessions. You hold them where you would have held them here.</p>
      <ul class="nhsuk-list oh-lines">
        {ahead.map((session) => (
          <li>
            <strong>{momentInWords(session.startsAt)}</strong>, {countInWords(session.hours ?? 0, 'hour')}, lent to{' '}
            {session.neighbourName}
            <br />
            <span class="oh-quiet">{placeOf(session)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

const whenOf = ({ startsAt }: Session) => (startsAt ? momentInWords(startsAt) : 'A session')

function placeOf({ siteName, virtual }: Pick<Session, 'siteName' | 'virtual'>): string {
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
