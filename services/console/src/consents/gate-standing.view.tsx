import type { Instant } from '@oh/kernel'
import { SummaryList } from '../layout/lists.view.tsx'
import { Tag, type TagColour } from '../layout/messages.view.tsx'
import { momentInWords } from '../layout/words.ts'

/** Why clinical words of a case may leave the service, or why not, as the service tells it. */
export interface GateStanding {
  readonly title: string
  readonly givenAt: Instant
  readonly recordedByName: string
  readonly expiresAt: Instant | null
  /** live, withdrawn, not-yet-valid or expired. */
  readonly standing: string
  readonly standingTitle: string
  readonly opensThePool: boolean
  readonly closedBecause: readonly { readonly word: string; readonly sentence: string }[]
  readonly withdrawnAt: Instant | null
  readonly withdrawalSentence: string | null
}

const COLOURS: Readonly<Record<string, TagColour>> = {
  live: 'green',
  withdrawn: 'red',
  expired: 'orange',
  'not-yet-valid': 'grey',
}

/** How consent, or what stands in its place, stands now. */
export function GateSummary({ gate }: { readonly gate: GateStanding | null }) {
  if (!gate) return <p>No consent, and no other lawful reason to share, has been recorded for this case.</p>
  return (
    <SummaryList
      rows={[
        { key: 'Reason to share', value: gate.title },
        { key: 'Standing', value: <Tag colour={COLOURS[gate.standing]}>{gate.standingTitle}</Tag> },
        { key: 'Recorded', value: `${momentInWords(gate.givenAt)} by ${gate.recordedByName}` },
        ...(gate.expiresAt ? [{ key: 'Holds until', value: momentInWords(gate.expiresAt) }] : []),
        ...(gate.withdrawnAt ? [{ key: 'Withdrawn', value: momentInWords(gate.withdrawnAt) }] : []),
        { key: 'Regional specialists', value: <PoolStanding gate={gate} /> },
      ]}
    />
  )
}

function PoolStanding({ gate: { opensThePool, closedBecause } }: { gate: GateStanding }) {
  if (opensThePool) return <>The case may be sent to them</>
  return (
    <>
      <p class="nhsuk-u-margin-bottom-2">The case may not be sent to them.</p>
      {closedBecause.map(({ sentence }) => (
        <p class="nhsuk-u-margin-bottom-2">{sentence}</p>
      ))}
    </>
  )
}
