import { createHash } from 'node:crypto'
import type { IcsCode, LondonDate, PoolId, RollupId, SpokeId, TrustCode } from '@oh/kernel'
import { findIcs, findTrust, icsOfTrust, type Trust, trustsOfIcs } from '@oh/organisations'
import { type Persona, personasOf } from './personas.ts'
import { PlainFault } from './plain-fault.ts'
import type { WantedDatabase } from './postgres/databases.ts'

export interface PlannedService {
  readonly port: number
  readonly url: string
}
export interface PlannedPool extends PlannedService {
  readonly memberId: PoolId
  readonly ics: IcsCode
  /** The ICS in people's words. */
  readonly name: string
  readonly database: string
}
export interface PlannedSpoke extends PlannedService {
  readonly memberId: SpokeId
  /** Host first. */
  readonly trusts: readonly [TrustCode, ...TrustCode[]]
  readonly ics: IcsCode
  /** The host trust in people's words. */
  readonly name: string
  readonly pool: PoolId
  readonly database: string
}

export interface PlannedRollup extends PlannedService {
  readonly memberId: RollupId
  readonly database: string
}

/** The whole local federation before anything runs: who there is, where each listens and which database it has. */
export interface FederationPlan {
  readonly console: PlannedService & { readonly database: string }
  readonly gateway: PlannedService & { readonly database: string }
  readonly identity: PlannedService & { readonly issuer: string }
  readonly rollup: PlannedRollup
  readonly pools: readonly PlannedPool[]
  readonly spokes: readonly PlannedSpoke[]
  readonly personas: readonly Persona[]
}

export interface EnrolledTrust {
  readonly trust: TrustCode
  readonly memberId: SpokeId
}

export interface PlanAsk {
  readonly ics: readonly IcsCode[]
  /** Trusts that joined the running federation later, in that order, with the ids the directory gave them. */
  readonly enrolled: readonly EnrolledTrust[]
  readonly portBase: number
  readonly today: LondonDate
}

/** Trusts of the default federation, in the order of their ports. Any other ICS brings all its trusts. */
const CHOSEN: Readonly<Record<string, readonly string[]>> = { QK1: ['RWE', 'RT5'], QT1: ['RHA', 'RK5', 'RX1', 'RX9'] }

const ROLLUP = 3
const FIRST_POOL = 10
const FIRST_SPOKE = 20
const HIGHEST_PORT = 65_535

/**
 * Plans the local federation: one pool for each ICS and one spoke for each trust, with the same ids and ports every time.
 * Throws PlainFault when an ICS or trust is unknown, has closed, is there twice, or the ports run out.
 */
export function planFederation(ask: PlanAsk): FederationPlan {
  const pools = ask.ics.map((code, index) => planPool(code, ask.portBase + FIRST_POOL + index, ask.today))
  const later = new Map(ask.enrolled.map(({ trust, memberId }) => [trust, memberId]))
  const trusts = [
    ...ask.ics.flatMap((code) => trustsFor(code, ask.today)),
    ...[...later.keys()].map((code) => trustFor(code, ask.today)),
  ]
  const twice = trusts.find((trust, index) => trusts.indexOf(trust) !== index)
  if (twice) throw new PlainFault(`${twice.code} (${twice.name}) is in the federation already.`)
  const firstSpoke = ask.portBase + Math.max(FIRST_SPOKE, FIRST_POOL + pools.length)
  const spokes = trusts.map((trust, index) => {
    const id = later.get(trust.code) ?? (memberId('spoke', trust.code) as SpokeId)
    return { ...planSpoke(trust, pools, ask.today), memberId: id, ...between(firstSpoke + index) }
  })
  if (firstSpoke + spokes.length > HIGHEST_PORT)
    throw new PlainFault(`OH_PORT_BASE ${ask.portBase} leaves too few ports for ${spokes.length} spokes: choose a lower one.`)
  const rollup = { memberId: memberId('rollup', 'ENG') as RollupId, database: 'rollup', ...between(ask.portBase + ROLLUP) }
  const [console, gateway, identity] = [0, 1, 2].map((offset) => forPeople(ask.portBase + offset)) as [
    PlannedService,
    PlannedService,
    PlannedService,
  ]
  return {
    console: { ...console, database: 'console' },
    gateway: { ...gateway, database: 'directory' },
    identity: { ...identity, issuer: identity.url },
    rollup,
    pools,
    spokes,
    personas: personasOf(pools, spokes, rollup),
  }
}

/** Every database of the plan, the directory first; the holder is whose keys go with it. */
export function databasesOf(plan: FederationPlan): WantedDatabase[] {
  return [
    { service: 'directory', name: plan.gateway.database, holder: 'gateway' },
    { service: 'console', name: plan.console.database, holder: 'console' },
    { service: 'rollup', name: plan.rollup.database, holder: plan.rollup.memberId },
    ...plan.pools.map(({ database, memberId }) => ({ service: 'pool', name: database, holder: memberId }) as const),
    ...plan.spokes.map(({ database, memberId }) => ({ service: 'spoke', name: database, holder: memberId }) as const),
  ]
}

/** Every port of the plan with the name people know it by. */
export function portsOf(plan: FederationPlan): { readonly name: string; readonly port: number }[] {
  return [
    { name: 'console', port: plan.console.port },
    { name: 'gateway', port: plan.gateway.port },
    { name: 'identity', port: plan.identity.port },
    { name: 'rollup', port: plan.rollup.port },
    ...plan.pools.map(({ ics, port }) => ({ name: `pool ${ics}`, port })),
    ...plan.spokes.map(({ trusts, port }) => ({ name: `spoke ${trusts[0]}`, port })),
  ]
}

function planPool(ics: IcsCode, port: number, today: LondonDate): PlannedPool {
  const found = findIcs(ics)
  if (!found || !trustsOfIcs(ics, today))
    throw new PlainFault(`OH_ICS names ${ics}, which is no ICS today: write codes like QK1,QT1.`)
  return {
    memberId: memberId('pool', ics) as PoolId,
    ics,
    name: found.name,
    database: `pool_${ics.toLowerCase()}`,
    ...between(port),
  }
}

type Unplaced = Omit<PlannedSpoke, 'memberId' | keyof PlannedService>

function planSpoke(trust: Trust, pools: readonly PlannedPool[], today: LondonDate): Unplaced {
  const ics = icsOfTrust(trust.code, today)
  // a trust whose ICS has no pool here sends its escalations to the first pool of its region, else to the first of all
  const pool =
    pools.find((each) => each.ics === ics?.code) ?? pools.find((each) => findIcs(each.ics)?.region === trust.region) ?? pools[0]
  if (!ics || !pool)
    throw new PlainFault(`There is no pool to which ${trust.code} could send its escalations: add its ICS to OH_ICS.`)
  return {
    trusts: [trust.code],
    ics: ics.code,
    name: trust.name,
    pool: pool.memberId,
    database: `spoke_${trust.code.toLowerCase()}`,
  }
}

function trustsFor(ics: IcsCode, today: LondonDate): readonly Trust[] {
  const chosen = CHOSEN[ics]
  return chosen ? chosen.map((code) => trustFor(code, today)) : (trustsOfIcs(ics, today) ?? [])
}

/** The open trust with this code. Throws PlainFault when there is none. */
export function trustFor(code: string, today: LondonDate): Trust {
  const trust = findTrust(code)
  if (!trust) throw new PlainFault(`There is no NHS trust with the code "${code}": write a code like RWE.`)
  if (trust.closedOn !== undefined && trust.closedOn < today)
    throw new PlainFault(`${code} (${trust.name}) closed on ${trust.closedOn}.`)
  return trust
}

/** The same member has the same id on every machine and in every run. */
function memberId(kind: 'spoke' | 'pool' | 'rollup', code: string): string {
  return `${kind}-${createHash('sha256').update(`local ${kind} ${code}`).digest('hex').slice(0, 12)}`
}

/** Browsers trust `localhost` with secure cookies without a certificate. */
const forPeople = (port: number): PlannedService => ({ port, url: `http://localhost:${port}` })
const between = (port: number): PlannedService => ({ port, url: `http://127.0.0.1:${port}` })
