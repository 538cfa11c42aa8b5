import type { EscalationId, PersonId, PoolId, SpokeId } from '@oh/kernel'

/** The local federation in small: two pools and six spokes, one of which serves two trusts. */
export const pools = [
  { id: 'pool-0000000000a1' as PoolId, ics: 'QK1' },
  { id: 'pool-0000000000a2' as PoolId, ics: 'QT1' },
] as const

export const spokes = [
  { id: 'spoke-0000000000b1' as SpokeId, ics: 'QK1', serves: ['RWE'] },
  { id: 'spoke-0000000000b2' as SpokeId, ics: 'QK1', serves: ['RT5'] },
  { id: 'spoke-0000000000b3' as SpokeId, ics: 'QT1', serves: ['RHA', 'RHB'] },
  { id: 'spoke-0000000000b4' as SpokeId, ics: 'QT1', serves: ['RK5'] },
  { id: 'spoke-0000000000b5' as SpokeId, ics: 'QT1', serves: ['RX1'] },
  { id: 'spoke-0000000000b6' as SpokeId, ics: 'QT1', serves: ['RX9'] },
] as const

export type SampleSpoke = (typeof spokes)[number]
export type SamplePool = (typeof pools)[number]

export const spokeOf = (trust: string): SampleSpoke => found(spokes.find(({ serves }) => serves.some((code) => code === trust)))
export const poolOf = (ics: string): SamplePool => found(pools.find((pool) => pool.ics === ics))

export const okafor = 'dr-okafor' as PersonId
export const lind = 'dr-lind' as PersonId

export interface EscalationRow {
  readonly poolId: PoolId
  readonly spokeId: SpokeId
  readonly id: EscalationId
  readonly trust: string
  readonly status: string
  readonly acceptedBy: PersonId
  readonly question: string
  readonly workerName: string
}

/** Twenty for each pool, dealt round its spokes; held by the pool and by the home spoke alike. */
export const escalations: readonly EscalationRow[] = pools.flatMap(({ id: poolId, ics }) => {
  const homes = spokes.filter((spoke) => spoke.ics === ics)
  return Array.from({ length: 20 }, (_, at) => {
    const home = found(homes[at % homes.length])
    return {
      poolId,
      spokeId: home.id,
      id: `E${at + 1}` as EscalationId,
      trust: home.serves[0],
      status: 'accepted',
      acceptedBy: okafor,
      question: `Question ${at + 1} to ${ics}`,
      workerName: `Worker ${at + 1} of ${home.serves[0]}`,
    }
  })
})

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('No such sample')
  return value
}
