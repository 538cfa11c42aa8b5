import type { Instant } from '@oh/kernel'
import { Tag } from '../layout/messages.view.tsx'
import { Pagination } from '../layout/navigation.view.tsx'
import { Table } from '../layout/table.view.tsx'
import { momentInWords } from '../layout/words.ts'

export interface RecordAccess {
  readonly at: Instant
  readonly who: string
  readonly role: string
  readonly what: string
  readonly outcomeTitle: string
}

/** Every use of the record and every attempt, the newest first, in the worker's words. */
export function WhoSawIt({ rows, next }: { readonly rows: readonly RecordAccess[]; readonly next: string | undefined }) {
  if (rows.length === 0) return <p>Nobody has used your record yet.</p>
  return (
    <>
      <div class="oh-panel">
        <Table
          id="accesses"
          caption="The newest first"
          captionSize="s"
          columns={[
            { key: 'who', text: 'Who' },
            { key: 'what', text: 'What they did' },
            { key: 'when', text: 'When' },
          ]}
          rows={rows.map(({ at, who, role, what, outcomeTitle }) => [
            <>
              {who}
              {role === who ? null : (
                <>
                  <br />
                  <span class="oh-quiet">{role}</span>
                </>
              )}
            </>,
            <>
              {what}
              {outcomeTitle === 'Allowed' ? null : (
                <>
                  {' '}
                  <Tag colour="red">{outcomeTitle}</Tag>
                </>
              )}
            </>,
            momentInWords(at),
          ])}
          small="stack"
        />
      </div>
      <Pagination next={next === undefined ? undefined : { href: `/my-record/who-saw-it?after=${next}`, text: 'Older' }} />
    </>
  )
}
