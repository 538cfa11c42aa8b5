import { isValue, type Shown } from '@oh/disclosure'
import type { Instant } from '@oh/kernel'
import { Shorthand, ShownText } from '../figures/shown.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { countInWords, momentInWords, numberInWords } from '../layout/words.ts'
import { type Agreement, AgreementTerms } from './agreements.view.tsx'
import { LedgerTable, pas } from './ledger.view.tsx'

interface TimeUse {
  readonly heldPas: number
  readonly bookedPas: number
}

export interface PeopleWaited {
  readonly decided: Shown
  readonly inTime: Shown
  readonly typicalWait: Shown
  readonly services: readonly { readonly name: string; readonly decided: Shown; readonly inTime: Shown }[]
  readonly gini: number | null
}

export interface PoolUse {
  readonly asOf: Instant
  readonly past: TimeUse
  readonly ahead: TimeUse
  readonly agreements: readonly Agreement[]
  /** Undefined for whoever leads the system. */
  readonly people: PeopleWaited | undefined
}

/** How the pool's time is used and what neighbours owe; for its coordinator, how long people wait and how evenly. */
export function UseView({ use, ics }: { readonly use: PoolUse; readonly ics: string }) {
  const { people } = use
  return (
    <>
      <p>
        {`As of ${momentInWords(use.asOf)}. Time is exact${people ? '; counts of people are rounded to 5, and not shown where they are small' : ''}.`}
      </p>
      <Time past={use.past} ahead={use.ahead} />
      {people ? (
        <>
          <Waits people={people} />
          <Fairness people={people} />
        </>
      ) : (
        <PublishedInstead ics={ics} />
      )}
      <h2 class="nhsuk-heading-m">What passes between this system and its neighbours</h2>
      {use.agreements.length === 0 ? <p>There is no agreement with a neighbouring system.</p> : null}
      {use.agreements.map((agreement) => (
        <section aria-label={`Agreement with ${agreement.partnerName}`}>
          <h3 class="nhsuk-heading-s">{`${agreement.partnerName}: ${agreement.stateTitle.toLowerCase()}`}</h3>
          <AgreementTerms agreement={agreement} />
          <LedgerTable id={agreement.id} ledger={agreement.ledger} neighbour={agreement.partnerName} />
        </section>
      ))}
    </>
  )
}

const shareOf = ({ heldPas, bookedPas }: TimeUse): string =>
  heldPas === 0 ? 'No session' : `${Math.round((100 * bookedPas) / heldPas)}%`

function Time({ past, ahead }: { readonly past: TimeUse; readonly ahead: TimeUse }) {
  const row = (name: string, use: TimeUse) => [name, pas(use.heldPas), pas(use.bookedPas), shareOf(use)]
  return (
    <>
      <h2 class="nhsuk-heading-m">Use of the pool’s time</h2>
      <Table
        id="time-used"
        caption="Programmed activities (PAs of 4 hours) of clinic sessions"
        captionSize="s"
        small="stack"
        columns={[
          { key: 'when', text: 'Sessions' },
          { key: 'held', text: 'PAs held', numeric: true },
          { key: 'booked', text: 'PAs booked', numeric: true },
          { key: 'share', text: 'Booked', numeric: true },
        ]}
        rows={[row('Last 28 days', past), row('Next 28 days', ahead)]}
      />
      <p class="nhsuk-body-s">
        Sessions lent to neighbours and sessions on leave are not counted; sessions lent by neighbours are. A session takes its
        bookings a few working days ahead, so those to come fill late on purpose. Opinions in writing are given outside sessions.
      </p>
    </>
  )
}

const counted = (shown: Shown) => <ShownText shown={shown} say={numberInWords} />

/** From the two figures as they are shown, so that it tells nothing that they do not. */
function Percent({ part, of }: { readonly part: Shown; readonly of: Shown }) {
  if (!isValue(part)) return <ShownText shown={part} say={String} />
  if (!isValue(of) || of.value === 0) return <ShownText shown={isValue(of) ? { mark: 'z' } : of} say={String} />
  return <>{`${Math.min(100, Math.round((100 * part.value) / of.value))}%`}</>
}

/** Counts of people, asked again each week, would tell of single weeks: whoever leads reads what is published. */
function PublishedInstead({ ics }: { readonly ics: string }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">How people fared</h2>
      <p>
        Counts of people are not shown here: side by side, those of each week would tell of single people. How many escalations
        are answered in time is <a href={`/ics/${ics}?measure=escalation-in-target`}>published for this system</a>.
      </p>
    </>
  )
}

function Waits({ people: { decided, inTime, typicalWait } }: { readonly people: PeopleWaited }) {
  if (isValue(decided) && decided.value === 0)
    return (
      <>
        <h2 class="nhsuk-heading-m">Waits in the last 26 weeks</h2>
        <p>No escalation has been answered or is past its date.</p>
      </>
    )
  return (
    <>
      <h2 class="nhsuk-heading-m">Waits in the last 26 whole weeks, up to last Sunday</h2>
      <dl class="oh-figures">
        <div class="oh-figures__item">
          <dt>Typical wait for an opinion</dt>
          <dd>
            <ShownText shown={typicalWait} say={(days) => countInWords(days, 'working day')} />
          </dd>
          <dd class="oh-figures__note">median from receipt to opinion</dd>
        </div>
        <div class="oh-figures__item">
          <dt>Answered by the due date</dt>
          <dd>
            <Percent part={inTime} of={decided} />
          </dd>
          <dd class="oh-figures__note">of escalations answered or past their date</dd>
        </div>
        <div class="oh-figures__item">
          <dt>Answered or past their date</dt>
          <dd>{counted(decided)}</dd>
        </div>
      </dl>
    </>
  )
}

function Fairness({ people: { services, gini } }: { readonly people: PeopleWaited }) {
  return (
    <>
      <h2 class="nhsuk-heading-m">Fairness between services</h2>
      {services.length === 0 ? (
        <p>No escalation of the last 26 whole weeks had been answered or was past its date by last Sunday.</p>
      ) : (
        <>
          <p>
            {gini === null
              ? 'Too few services can be shown to say how evenly they fare.'
              : `Gini coefficient of the shares answered by the due date: ${gini.toFixed(3)}. 0 means that every service fares alike.`}
          </p>
          <Table
            id="services"
            caption="Escalations of each service, by name"
            captionSize="s"
            small="stack"
            columns={[
              { key: 'service', text: 'Service' },
              { key: 'decided', text: 'Answered or past their date', numeric: true },
              { key: 'in-time', text: 'By the due date', numeric: true },
              { key: 'share', text: 'Share', numeric: true },
            ]}
            rows={services.map(({ name, decided, inTime }) => [
              name,
              counted(decided),
              counted(inTime),
              <Percent part={inTime} of={decided} />,
            ])}
          />
          <Shorthand marks={['c', 'z']} />
        </>
      )}
    </>
  )
}
