import { callerTokens, FEDERATION_AUDIENCE, verifyCaller } from '@oh/auth'
import { type CallerRuling, printSubgraph, serveSubgraph } from '@oh/graph'
import { type Clock, instantOf, type PersonId } from '@oh/kernel'
import { composeServices } from '@theguild/federation-composition'
import { type GraphQLSchema, parse } from 'graphql'
import type { MemberEntry, MemberLookup } from '../members.ts'
import { fieldsSince } from '../older-versions.ts'
import { directorySchema } from './directory-subgraph.ts'
import { IDENTITY, type SampleKeys } from './keys.ts'
import { poolSchema } from './pool-subgraph.ts'
import { pools, spokes } from './rows.ts'
import { spokeSchema } from './spoke-subgraph.ts'
import { type SubgraphServer, startSubgraph } from './subgraph-server.ts'

const schemas = { directory: directorySchema(), spoke: spokeSchema('today'), older: spokeSchema('older'), pool: poolSchema() }

/** The composed graph of the sample schemas. */
export const supergraph = compose({ directory: schemas.directory, spoke: schemas.spoke, pool: schemas.pool })

/** What spokes of schema version `older` lack. */
export const lackedByOlder = fieldsSince(printSubgraph(schemas.spoke), printSubgraph(schemas.older))

export const systemClock: Clock = () => instantOf(Date.now())

export interface SampleMembers {
  readonly entries: Map<string, MemberEntry>
  readonly servers: Map<string, SubgraphServer>
  readonly withdrawn: Set<string>
  readonly written: string[]
}

/** Two pools and six spokes on real sockets; those named as older run the older schema. */
export async function startMembers(
  keys: SampleKeys,
  older: readonly string[],
  onFault: (fault: unknown) => void,
): Promise<SampleMembers> {
  const members: SampleMembers = { entries: new Map(), servers: new Map(), withdrawn: new Set(), written: [] }
  const { withdrawn, written } = members
  const add = async (entry: Omit<MemberEntry, 'endpoint' | 'state'>, answer: (request: Request) => Promise<Response>) => {
    const server = await startSubgraph(answer)
    members.servers.set(entry.label, server)
    members.entries.set(entry.id, { ...entry, endpoint: server.endpoint, state: 'active' })
  }
  for (const spoke of spokes) {
    const schemaVersion = older.includes(spoke.serves[0]) ? 'older' : 'today'
    const { key } = keys.spoke(spoke.id)
    const context = (person: PersonId) => ({ spoke, person, key, withdrawn, written })
    const schema = schemaVersion === 'older' ? schemas.older : schemas.spoke
    const answer = serveSubgraph({ schema, verify: verifierOf(keys, spoke.id), context, onFault })
    await add({ id: spoke.id, kind: 'spoke', schemaVersion, label: spoke.serves[0] }, answer)
  }
  for (const pool of pools) {
    const context = (person: PersonId) => ({ pool, person, keysOf: (spokeId: string) => keys.spoke(spokeId).source })
    const answer = serveSubgraph({ schema: schemas.pool, verify: verifierOf(keys, pool.id), context, onFault })
    await add({ id: pool.id, kind: 'pool', schemaVersion: 'today', label: pool.ics }, answer)
  }
  return members
}

function verifierOf(keys: SampleKeys, audience: string) {
  return async (request: Request): Promise<CallerRuling<PersonId>> => {
    const reading = await verifyCaller(callerTokens(request.headers), {
      service: { audience, keys: keys.gateway.source, now: systemClock },
      person: { issuer: IDENTITY, audience: FEDERATION_AUDIENCE, keys: keys.identity.source, now: systemClock },
    })
    return reading.kind === 'verified' ? { kind: 'verified', caller: reading.person } : { kind: 'rejected' }
  }
}

/** A directory without a member. */
export const nobody: MemberLookup = {
  spokeServing: () => undefined,
  poolServing: () => undefined,
  rollup: () => undefined,
  member: () => undefined,
}

export function lookupIn(entries: ReadonlyMap<string, MemberEntry>): MemberLookup {
  const byId = (id: string | undefined) => (id === undefined ? undefined : entries.get(id))
  return {
    spokeServing: (trust) => byId(spokes.find(({ serves }) => serves.some((code) => code === trust))?.id),
    poolServing: (ics) => byId(pools.find((pool) => pool.ics === ics)?.id),
    rollup: () => undefined,
    member: byId,
  }
}

function compose(subgraphs: Readonly<Record<string, GraphQLSchema>>): string {
  const services = Object.entries(subgraphs).map(([name, schema]) => ({
    name,
    url: `member://${name}`,
    typeDefs: parse(printSubgraph(schema)),
  }))
  const { supergraphSdl, errors } = composeServices(services)
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'))
  return supergraphSdl
}
