import { Table } from '../layout/table.view.tsx'

export interface Account {
  readonly month: string | null
  readonly lent: number
  readonly lentUsed: number
  readonly borrowed: number
  readonly borrowedUsed: number
  readonly balance: number
}

export interface Ledger {
  readonly months: readonly Account[]
  readonly total: Account
}

const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' })

/** "0.875", without noughts that say nothing. */
export const pas = (value: number): string => String(Math.round(value * 1_000) / 1_000)

/** Who owes whom, in words. */
export function balanceInWords(balance: number, neighbour: string): string {
  if (balance === 0) return 'Nobody owes anything.'
  const owed = `${pas(Math.abs(balance))} PA${Math.abs(balance) === 1 ? '' : 's'}`
  return balance > 0 ? `${neighbour} owes ${owed}.` : `This system owes ${neighbour} ${owed}.`
}

/** What passed between two systems, month by month, and who owes whom. Both sides see the same figures. */
export function LedgerTable({
  id,
  ledger,
  neighbour,
}: {
  readonly id: string
  readonly ledger: Ledger
  readonly neighbour: string
}) {
  if (ledger.months.length === 0) return <p>No session has been lent under it yet.</p>
  const cells = ({ lent, lentUsed, borrowed, borrowedUsed, balance }: Account) =>
    [lent, lentUsed, borrowed, borrowedUsed, balance].map(pas)
  return (
    <>
      <p>
        <strong>{balanceInWords(ledger.total.balance, neighbour)}</strong>
      </p>
      <Table
        id={`ledger-${id}`}
        caption="Ledger, in programmed activities of 4 hours"
        captionSize="s"
        small="stack"
        columns={[
          { key: 'month', text: 'Month of the session' },
          { key: 'lent', text: 'Lent', numeric: true },
          { key: 'lent-used', text: 'Lent and booked', numeric: true },
          { key: 'borrowed', text: 'Borrowed', numeric: true },
          { key: 'borrowed-used', text: 'Borrowed and booked', numeric: true },
          { key: 'balance', text: 'Balance', numeric: true },
        ]}
        rows={[
          ...ledger.months.map((account) => [MONTH.format(new Date(`${account.month}-01T00:00:00Z`)), ...cells(account)]),
          ['In all', ...cells(ledger.total)],
        ]}
      />
      <p class="nhsuk-body-s">
        A session that was given back in time or recalled is not counted. One that was kept is owed whole, booked or not. What was
        booked is known once the session is over.
      </p>
    </>
  )
}
