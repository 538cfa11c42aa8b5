import type { Instant } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { Select } from '../layout/text-fields.view.tsx'
import { countInWords, momentInWords } from '../layout/words.ts'
import { type FormStanding, newForm } from '../sent-form.ts'
import { PLACES } from './agreements.view.tsx'

export interface LendableSession {
  readonly id: string
  readonly specialistName: string
  readonly startsAt: Instant
  readonly hours: number
  readonly siteName: string | null
  readonly virtual: boolean
}

export interface LentSession extends LendableSession {
  readonly partnerName: string
  readonly hoursUsed: number | null
  readonly stateTitle: string
  readonly returnedForTitle: string | null
  readonly mayGoBack: boolean
}

const placeOf = ({ siteName, virtual }: LendableSession): string => {
  if (!siteName) return 'By video'
  return virtual ? `${siteName}, or by video` : siteName
}
const hoursOf = ({ hours }: LendableSession): string => countInWords(hours, 'hour')

/** The form with which a session is lent; says why there is none when nothing can be lent. */
export function LendForm({
  agreements,
  sessions,
  sent,
  standing,
}: {
  readonly agreements: readonly { readonly id: string; readonly partnerName: string }[]
  readonly sessions: readonly LendableSession[]
  readonly sent: { readonly agreement: string; readonly session: string }
  readonly standing: FormStanding
}) {
  const [only] = agreements
  return (
    <>
      <h2 class="nhsuk-heading-m">Lend a session</h2>
      {!only ? (
        <p>No agreement with a neighbour stands, so no session can be lent.</p>
      ) : sessions.length === 0 ? (
        <p>No session far enough ahead is free to be lent.</p>
      ) : (
        <ChangeForm action={PLACES.sessions} standing={standing}>
          <p>
            The whole session is lent. Your pool plans without it, and the neighbour owes its hours unless it comes back in time.
          </p>
          <Select
            name="agreement"
            label="To"
            value={sent.agreement || only.id}
            error={standing.problems.agreement}
            options={agreements.map(({ id, partnerName }) => ({ value: id, text: partnerName }))}
          />
          <Select
            name="session"
            label="Session"
            value={sent.session}
            error={standing.problems.session}
            options={sessions.map((session) => ({
              value: session.id,
              text: `${momentInWords(session.startsAt)}, ${session.specialistName}, ${hoursOf(session)}, ${placeOf(session)}`,
            }))}
          />
          <Button>Lend this session</Button>
        </ChangeForm>
      )}
    </>
  )
}

/** Sessions lent to this pool: whose, when, what became of them, and a way to give back what nobody needs. */
export function Borrowed({ sessions }: { readonly sessions: readonly LentSession[] }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Lent to this pool</h2>
      {sessions.length === 0 ? (
        <p>No neighbour has lent a session.</p>
      ) : (
        <Table
          id="borrowed"
          caption="Used for conflicts of interest, missing skills, and what your own specialists cannot do in time"
          captionSize="s"
          small="stack"
          columns={[...COLUMNS, { key: 'act', text: 'Give back', hidden: true }]}
          rows={sessions.map((session) => [...cellsOf(session), session.mayGoBack ? <GiveBack session={session} /> : ''])}
        />
      )}
    </>
  )
}

/** Sessions that this pool has lent. */
export function Lent({ sessions }: { readonly sessions: readonly LentSession[] }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Lent by this pool</h2>
      {sessions.length === 0 ? (
        <p>No session has been lent.</p>
      ) : (
        <Table
          id="lent"
          caption="The latest first"
          captionSize="s"
          small="stack"
          columns={COLUMNS}
          rows={sessions.map(cellsOf)}
        />
      )}
    </>
  )
}

const COLUMNS = [
  { key: 'when', text: 'Session' },
  { key: 'who', text: 'Specialist' },
  { key: 'neighbour', text: 'Neighbour' },
  { key: 'place', text: 'Where' },
  { key: 'hours', text: 'Length' },
  { key: 'state', text: 'What became of it' },
]

const cellsOf = (session: LentSession) => [
  momentInWords(session.startsAt),
  session.specialistName,
  session.partnerName,
  placeOf(session),
  hoursOf(session),
  stateOf(session),
]

function stateOf({ stateTitle, hoursUsed, returnedForTitle }: LentSession): string {
  if (hoursUsed !== null) return `${stateTitle}: ${countInWords(hoursUsed, 'hour')} booked`
  return returnedForTitle ? `${stateTitle}: ${returnedForTitle.toLowerCase()}` : stateTitle
}

function GiveBack({ session: { id, startsAt } }: { readonly session: LentSession }) {
  return (
    <ChangeForm action={`${PLACES.sessions}/give-back`} standing={newForm()} id={`back-${id}`}>
      <input type="hidden" name="session" value={id} />
      <Button variant="secondary" small>
        Give back
        <span class="nhsuk-u-visually-hidden"> the session of {momentInWords(startsAt)}</span>
      </Button>
    </ChangeForm>
  )
}
