import { readFileSync } from 'node:fs'
import { FEDERATION_AUDIENCE, generateSigningKey, loadSigningKey, PERSON_TOKEN_TYPE, publicKeySet, signCompact } from '@oh/auth'
import type { MemberEntry } from '@oh/gateway/parts'
import { trusts as allTrusts } from '@oh/organisations'
import { Pool } from 'undici'
import { type Child, startChild } from './child.ts'
import type { Contender, ContenderAsks, Setup } from './contender.ts'
import type { FarEndAsks } from './far-end.ts'

/** The live question, as it stands among the documents of the tour. */
const LIVE = readFileSync(new URL('../../../schema/documents/ics-live.graphql', import.meta.url), 'utf8')
const ISSUER = 'https://identity.bench'
const ICS = 'QK1'
const BODY = JSON.stringify({ query: LIVE, variables: { ics: ICS } })

/** Members in a process of their own, contenders each in one, and a client here. */
export interface Arena extends AsyncDisposable {
  readonly farEnd: Child<FarEndAsks>
  /** Gives every contender so many spokes. Throws unless all answer the same. */
  setUp(spokes: number): Promise<void>
  /** Asks so many times, so many at once, and gives how long each took in ms, in the order they were begun. */
  ask(contender: Contender, times: number, atOnce: number): Promise<number[]>
  usage(contender: Contender): Promise<ContenderAsks['usage']['answer']>
  /** Where the spokes of this set-up listen. */
  ports(): readonly number[]
}

export async function openArena(contenders: readonly Contender[]): Promise<Arena> {
  const here = (file: string) => new URL(file, import.meta.url)
  const farEnd = startChild<FarEndAsks>(here('./far-end.ts'))
  const children = new Map(contenders.map((kind) => [kind, startChild<ContenderAsks>(here('./contender.ts'), [kind])] as const))
  const gatewayKey = await generateSigningKey()
  const identity = await loadSigningKey(await generateSigningKey())
  const client = createClient()
  let ports: readonly number[] = []

  const serve = async (kind: Contender, setup: Setup) =>
    client.lead(kind, (await childOf(children, kind).ask('serve', setup)).url)
  return {
    farEnd,
    ports: () => ports,
    usage: (kind) => childOf(children, kind).ask('usage'),
    ask: client.ask,
    async setUp(spokes) {
      client.token = await personToken(identity)
      ports = await farEnd.ask('open', { spokes })
      const common = { ...placesAt(ports), gatewayKey, issuer: ISSUER, identityKeys: publicKeySet([identity]) }
      await serve('gateway', { ...common, calls: [] })
      const wanted = await client.post('gateway')
      const bodies = await farEnd.ask('bodies')
      const calls = common.members.flatMap(({ id, endpoint }) => {
        const body = bodies[Number(new URL(endpoint).port)]
        return body === undefined ? [] : [{ member: id, body }]
      })
      if (calls.length < spokes)
        throw new Error(`the gateway asked ${calls.length} of ${spokes} members: ${wanted.slice(0, 500)}`)
      for (const kind of contenders.filter((each) => each !== 'gateway')) {
        await serve(kind, { ...common, calls })
        requireSame(kind, wanted, await client.post(kind))
      }
    },
    async [Symbol.asyncDispose]() {
      await client.close()
      for (const each of [...children.values(), farEnd]) await each[Symbol.asyncDispose]()
    },
  }
}

function childOf(children: ReadonlyMap<Contender, Child<ContenderAsks>>, kind: Contender): Child<ContenderAsks> {
  const found = children.get(kind)
  if (!found) throw new Error(`${kind} is not in the arena`)
  return found
}

/** Somebody with a token who asks the live question, again and again. */
function createClient() {
  const lines = new Map<Contender, { readonly pool: Pool; readonly path: string }>()
  const client = {
    token: '',
    async lead(kind: Contender, url: string): Promise<void> {
      await lines.get(kind)?.pool.close()
      const { origin, pathname } = new URL(url)
      lines.set(kind, { pool: new Pool(origin, { connections: 64, pipelining: 1 }), path: pathname })
    },
    async post(kind: Contender): Promise<string> {
      const line = lines.get(kind)
      if (!line) throw new Error(`${kind} is not set up`)
      const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'application/json', accept: 'application/json' }
      const response = await line.pool.request({ method: 'POST', path: line.path, headers, body: BODY })
      const text = await response.body.text()
      if (response.statusCode !== 200) throw new Error(`${kind} answered ${response.statusCode}: ${text.slice(0, 500)}`)
      return text
    },
    async ask(kind: Contender, times: number, atOnce: number): Promise<number[]> {
      const took: number[] = []
      let left = times
      const one = async () => {
        while (left > 0) {
          left -= 1
          const began = performance.now()
          await client.post(kind)
          took.push(performance.now() - began)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, one))
      return took
    },
    async close(): Promise<void> {
      for (const { pool } of lines.values()) await pool.destroy()
    },
  }
  return client
}

function placesAt(ports: readonly number[]): Pick<Setup, 'members' | 'ics'> {
  const members = membersAt(ports)
  const trusts = members.flatMap(({ kind, label }) => (kind === 'spoke' ? [trustRow(label)] : []))
  return { members, ics: { code: ICS, name: 'An ICS of a bench', region: 'Midlands', trusts } }
}

function membersAt(ports: readonly number[]): MemberEntry[] {
  return ports.map((port, at): MemberEntry => {
    const isPool = at === ports.length - 1
    const kind = isPool ? 'pool' : 'spoke'
    return {
      id: `${kind}-${String(at).padStart(12, '0')}`,
      kind,
      state: 'active',
      endpoint: `http://127.0.0.1:${port}`,
      schemaVersion: '1',
      label: isPool ? ICS : (allTrusts()[at]?.code ?? ''),
    }
  })
}

function trustRow(code: string) {
  const trust = allTrusts().find((each) => each.code === code)
  if (!trust) throw new Error(`there is no trust ${code}`)
  return { odsCode: code, name: trust.name }
}

/** The same data whatever the order of its keys. Beside its data the gateway alone says who answered. */
function requireSame(kind: Contender, wanted: string, got: string): void {
  const [one = '', other = ''] = [wanted, got].map((text) => canonical(JSON.parse(text).data))
  if (one === other) return
  const at = [...one].findIndex((character, index) => character !== other[index])
  const near = (text: string) => text.slice(Math.max(0, at - 100), at + 200)
  throw new Error(`${kind} does not answer as the gateway does:\n…${near(other)}\n…${near(one)}`)
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )

async function personToken(identity: Parameters<typeof signCompact>[0]): Promise<string> {
  const iat = Math.floor(Date.now() / 1000)
  return signCompact(identity, PERSON_TOKEN_TYPE, {
    iss: ISSUER,
    aud: FEDERATION_AUDIENCE,
    sub: 'ics-lead',
    jti: crypto.randomUUID(),
    iat,
    nbf: iat,
    exp: iat + 900,
  })
}
