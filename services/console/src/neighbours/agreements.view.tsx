import type { Instant, LondonDate } from '@oh/kernel'
import { Button } from '../layout/button.view.tsx'
import { DateInput, type TypedDate } from '../layout/date-input.view.tsx'
import { Card } from '../layout/lists.view.tsx'
import { SectionNavigation } from '../layout/navigation.view.tsx'
import { ChangeForm } from '../layout/sent-form.view.tsx'
import { Select, TextInput } from '../layout/text-fields.view.tsx'
import { dayInWords, momentInWords } from '../layout/words.ts'
import { type FormStanding, newForm } from '../sent-form.ts'
import { type Ledger, LedgerTable } from './ledger.view.tsx'

export interface Agreement {
  readonly id: string
  readonly partnerName: string
  readonly state: string
  readonly stateTitle: string
  readonly reason: string
  readonly fromOn: LondonDate
  /** The first day on which it no longer holds. */
  readonly lastOn: LondonDate | undefined
  readonly proposedHere: boolean
  readonly proposedByName: string
  readonly acceptedByName: string | null
  readonly endedByName: string | null
  readonly endedAt: Instant | null
  readonly ledger: Ledger
  readonly allowedActions: readonly string[]
}

export const PLACES = { agreements: '/pool/neighbours', sessions: '/pool/neighbours/sessions' } as const

/** Where the use of a pool's time is read. */
export const usePath = (ics: string): string => `/ics/${ics}/use`

export function NeighbourSections({ current, ics }: { readonly current: string; readonly ics: string }) {
  const items = [
    { href: PLACES.agreements, text: 'Agreements and ledger' },
    { href: PLACES.sessions, text: 'Lent sessions' },
    { href: usePath(ics), text: 'Use of the pool' },
  ]
  return <SectionNavigation label="Neighbours" items={items} current={current} />
}

/** What was typed into the proposal. */
export interface Proposal {
  readonly neighbour: string
  readonly reason: string
  readonly from: TypedDate
  readonly until: TypedDate
}
export const EMPTY: Proposal = { neighbour: '', reason: '', from: {}, until: {} }

/** The agreements with neighbours, each with what it needs from the coordinator and its ledger. */
export function Agreements({ agreements }: { readonly agreements: readonly Agreement[] }) {
  if (agreements.length === 0) return <p>There is no agreement with a neighbouring system yet.</p>
  return (
    <>
      {agreements.map((agreement) => (
        <Card heading={`${agreement.partnerName}: ${agreement.stateTitle.toLowerCase()}`} level={2} size="s">
          <AgreementTerms agreement={agreement} />
          <LedgerTable id={agreement.id} ledger={agreement.ledger} neighbour={agreement.partnerName} />
          <Acts agreement={agreement} />
        </Card>
      ))}
    </>
  )
}

/** What was agreed, when it holds, and by whom. */
export function AgreementTerms({ agreement }: { readonly agreement: Agreement }) {
  const { reason, fromOn, lastOn, proposedHere, proposedByName, acceptedByName, endedByName, endedAt, partnerName } = agreement
  return (
    <>
      <p>{reason}</p>
      <p>
        {lastOn ? `From ${dayInWords(fromOn)} to ${dayInWords(lastOn)}.` : `From ${dayInWords(fromOn)} until somebody ends it.`}{' '}
        {`Proposed by ${proposedByName}${proposedHere ? '' : ` of ${partnerName}`}`}
        {acceptedByName ? `, accepted by ${acceptedByName}${proposedHere ? ` of ${partnerName}` : ''}.` : '.'}
        {endedAt ? ` Ended by ${endedByName} on ${momentInWords(endedAt)}.` : null}
      </p>
    </>
  )
}

function Acts({ agreement: { id, allowedActions, state, proposedHere, partnerName } }: { readonly agreement: Agreement }) {
  if (state === 'proposed' && proposedHere && allowedActions.includes('end'))
    return (
      <>
        <p>{`It stands once the coordinator of ${partnerName} has accepted it.`}</p>
        <ActForm id={id} act="end" text="Take the proposal back" />
      </>
    )
  return (
    <>
      {allowedActions.includes('accept') ? <ActForm id={id} act="accept" text="Accept" /> : null}
      {allowedActions.includes('end') ? (
        <ActForm id={id} act="end" text={state === 'proposed' ? 'Say no' : 'End this agreement'} />
      ) : null}
    </>
  )
}

function ActForm({ id, act, text }: { readonly id: string; readonly act: 'accept' | 'end'; readonly text: string }) {
  return (
    <ChangeForm action={`${PLACES.agreements}/${act}`} standing={newForm()} id={`${act}-${id}`}>
      <input type="hidden" name="agreement" value={id} />
      <Button variant={act === 'accept' ? undefined : 'secondary'} small>
        {text}
      </Button>
    </ChangeForm>
  )
}

/** The form with which a coordinator asks a neighbour. */
export function ProposalForm({
  neighbours,
  proposal,
  standing,
}: {
  readonly neighbours: readonly { readonly code: string; readonly name: string }[]
  readonly proposal: Proposal
  readonly standing: FormStanding
}) {
  const { problems } = standing
  return (
    <>
      <h2 class="nhsuk-heading-m">Propose an agreement</h2>
      {neighbours.length === 0 ? (
        <p>Every other system with a pool in the federation has an agreement with this one, or waits for an answer about one.</p>
      ) : (
        <ChangeForm action={PLACES.agreements} standing={standing}>
          <p>
            Each side may then lend single sessions of its specialists to the other. The lender’s checks hold for both:
            accreditation, indemnity and honorary contract as the lender has them on record.
          </p>
          <Select
            name="neighbour"
            label="Neighbouring system"
            value={proposal.neighbour}
            error={problems.neighbour}
            options={neighbours.map(({ code, name }) => ({ value: code, text: `${name} (${code})` }))}
          />
          <TextInput name="reason" label="What it is for" value={proposal.reason} error={problems.reason} />
          <DateInput name="from" label="First day" value={proposal.from} error={problems.from} />
          <DateInput
            name="until"
            label="Last day"
            hint="Leave empty if it holds until somebody ends it"
            value={proposal.until}
            error={problems.until}
          />
          <Button>Send the proposal</Button>
        </ChangeForm>
      )}
    </>
  )
}
