import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { instantOf, londonDateOf, monthOf } from '@oh/kernel'
import type { FederationFile } from './announce.ts'
import { type Closer, closeMonth, type GraphAnswer, monthAsked } from './close-the-month.ts'
import { dataFolderAt, readJson } from './data-folder.ts'
import { signAccessToken } from './identity/access-token.ts'
import { readLocalSettings } from './local-settings.ts'
import { keyFilesOf } from './member-keys.ts'
import type { Persona } from './personas.ts'
import { PlainFault, runPlainly } from './plain-fault.ts'
import { personasFile } from './service-environment.ts'

const ANSWER_WITHIN_MS = 15_000
const PAUSE_MS = 500
/** How long all answers together may take: messages go at once, and polls wait up to half a minute. */
const WAIT_MS = 90_000
/** How long a month may take to prepare, the rollup's own limit and a little more. */
const PREPARE_MS = 16 * 60_000

/** `npm run close-month [-- --month 2026-10]` */
await runPlainly(async () => {
  const { dataDir } = readLocalSettings(process.env)
  const data = dataFolderAt(dataDir)
  const personas = readJson<Persona[]>(personasFile(data))
  const federation = readJson<FederationFile>(path.join(dataDir, 'federation.json'))
  if (!personas || !federation)
    throw new PlainFault(`No federation is running from ${dataDir}: start one with "npm start" first.`)
  const month = monthAsked(process.argv.slice(2), monthOf(londonDateOf(instantOf(Date.now()))))
  const key: unknown = JSON.parse(readFileSync(keyFilesOf(data, 'identity').signingKeyFile, 'utf8'))
  const ask = async (person: string, query: string, variables: object): Promise<GraphAnswer> => {
    const token = await signAccessToken(key, federation.identity, person, Date.now())
    const answer = await fetch(`${federation.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((cause: unknown) => {
      throw new PlainFault('The gateway does not answer: look at the terminal of "npm start".', { cause })
    })
    return (await answer.json()) as GraphAnswer
  }
  const pausing = (ms: number) => {
    const until = performance.now() + ms
    return async () => {
      await wait(PAUSE_MS)
      return performance.now() < until
    }
  }
  const [pause, pauseLong] = [pausing(WAIT_MS), pausing(PREPARE_MS)]
  const closers = (role: string): Closer[] =>
    personas
      .filter(({ membership }) => membership === role)
      .map(({ id, name, organisation }) => ({ person: id, name, trust: organisation }))
  const [first, second] = closers('statistician')
  const [reader] = closers('national-lead')
  if (!first || !second || !reader) throw new Error('the plan has nobody who publishes or reads')
  const say = (line: string) => process.stdout.write(`${line}\n`)
  await closeMonth(
    { heads: closers('head-of-service'), statisticians: [first, second], reader, ask, pause, pauseLong, say },
    month,
  )
  say(
    `See it at ${federation.console}: /months as head-${closers('head-of-service')[0]?.trust.toLowerCase()}, /publications as statistician or statistician-2.`,
  )
})
