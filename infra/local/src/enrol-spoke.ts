import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { keyFingerprint, loadSigningKey } from '@oh/auth'
import { instantOf, londonDateOf, type SpokeId, type TrustCode } from '@oh/kernel'
import { BUNDLES, entryFile } from './bundle.ts'
import { type DataFolder, writeJson } from './data-folder.ts'
import { runningDatabaseServer } from './database-server.ts'
import { type DirectoryClient, directoryAt } from './directory-client.ts'
import { type Enrolment, enrolledTrusts, readEnrolments, saveEnrolment } from './enrolled-trusts.ts'
import { databasesOf, type FederationPlan, type PlannedSpoke, planFederation, trustFor } from './federation-plan.ts'
import { signAccessToken } from './identity/access-token.ts'
import type { LocalSettings } from './local-settings.ts'
import { keyFilesOf, makeKeyFiles } from './member-keys.ts'
import { PlainFault, type Say } from './plain-fault.ts'
import { prepareMembers } from './prepare-members.ts'
import { type FederationRun, personasFile, spokeService, versionOf } from './service-environment.ts'
import { askSupervisor } from './supervisor/control.ts'
import type { ServiceStatus } from './supervisor/supervise.ts'

const INVITES = 'registrar'
const APPROVES = 'registrar-2'
const HEARD_WITHIN_MS = 30_000

/**
 * Adds one more spoke to the running federation, by the same steps a real one takes: invited with a one-time code, its key
 * handed in, the fingerprint approved by a second registrar, and in with its first heartbeat. Cut short, it goes on where
 * it stopped when run again.
 */
export async function enrolSpoke(settings: LocalSettings, data: DataFolder, code: string, say: Say): Promise<PlannedSpoke> {
  const trust = trustFor(code, today()).code
  await askSupervisor<ServiceStatus[]>(data, 'GET', '/status')
  const directory = directoryAt(planWith(settings, data).gateway.url)
  const token = (registrar: string) => tokenFor(settings, data, registrar)
  const invited = await invite(settings, data, trust, directory, token, say)
  const plan = planWith(settings, data, invited)
  const spoke = plan.spokes.find(({ memberId }) => memberId === invited.memberId)
  if (!spoke) throw new Error(`the plan has no ${trust}`)
  const fingerprint = await handInKey(data, invited, directory, say)
  if (fingerprint) {
    say(`Approving the key as a second registrar: ${fingerprint}`)
    await directory.approve(await token(APPROVES), invited.memberId, fingerprint)
    saveEnrolment(data, { trust, memberId: invited.memberId, state: 'handed-in' })
  }
  await startSpoke(settings, data, plan, spoke, say)
  await heardOf(directory, spoke)
  saveEnrolment(data, { trust, memberId: invited.memberId, state: 'joined' })
  return spoke
}

const today = () => londonDateOf(instantOf(Date.now()))

function planWith(settings: LocalSettings, data: DataFolder, newcomer?: Enrolment): FederationPlan {
  return planFederation({ ...settings, enrolled: [...enrolledTrusts(data), ...(newcomer ? [newcomer] : [])], today: today() })
}

async function tokenFor(settings: LocalSettings, data: DataFolder, person: string): Promise<string> {
  const key: unknown = JSON.parse(readFileSync(keyFilesOf(data, 'identity').signingKeyFile, 'utf8'))
  return signAccessToken(key, planWith(settings, data).identity.issuer, person, Date.now())
}

async function invite(
  settings: LocalSettings,
  data: DataFolder,
  trust: TrustCode,
  directory: DirectoryClient,
  token: (registrar: string) => Promise<string>,
  say: Say,
): Promise<Enrolment> {
  const begun = readEnrolments(data).find((each) => each.trust === trust && each.state !== 'joined')
  if (begun) return begun
  // the plan refuses a trust that is in already, before the directory is asked
  planWith(settings, data, { trust, memberId: 'spoke-000000000000' as SpokeId, state: 'invited' })
  say(`Inviting ${trust}…`)
  const { memberId, code } = await directory.invite(await token(INVITES), trust)
  const invited: Enrolment = { trust, memberId: memberId as SpokeId, state: 'invited', code }
  saveEnrolment(data, invited)
  return invited
}

/** The fingerprint to approve, as both sides read it; undefined when the key was approved in an earlier run. */
async function handInKey(
  data: DataFolder,
  invited: Enrolment,
  directory: DirectoryClient,
  say: Say,
): Promise<string | undefined> {
  if (invited.state !== 'invited') return undefined
  await makeKeyFiles(data, [invited.memberId])
  const key = await loadSigningKey(JSON.parse(readFileSync(keyFilesOf(data, invited.memberId).signingKeyFile, 'utf8')))
  const own = keyFingerprint(key.publicJwk)
  if (!invited.code) return own
  say('Handing in the new key with the one-time code…')
  const { fingerprint } = await directory.handIn(invited.code, key.publicJwk)
  if (fingerprint !== own) throw new PlainFault('The directory reads another fingerprint than ours: the key was not approved.')
  saveEnrolment(data, { trust: invited.trust, memberId: invited.memberId, state: 'invited' })
  return own
}

async function startSpoke(
  settings: LocalSettings,
  data: DataFolder,
  plan: FederationPlan,
  spoke: PlannedSpoke,
  say: Say,
): Promise<void> {
  const server = await runningDatabaseServer(settings, data)
  if (!server) throw new PlainFault('PostgreSQL of the running federation does not answer: look at the terminal of "npm start".')
  // its pool too: a trust of another ICS is served only by an agreement, which stands in the pool's own database
  const wanted = databasesOf(plan).filter(({ name, holder }) => name === spoke.database || holder === spoke.pool)
  const databases = await prepareMembers(server, data, plan, { say, history: settings.historyMonths }, wanted)
  const entries = Object.fromEntries(BUNDLES.map((name) => [name, entryFile(data.bundles, name)])) as FederationRun['entries']
  const run: FederationRun = { plan, data, databases, entries, softwareVersion: versionOf(settings.checkout) }
  writeJson(personasFile(data), plan.personas)
  say(`Starting spoke ${spoke.trusts[0]}…`)
  const running = await askSupervisor<ServiceStatus[]>(data, 'GET', '/status')
  const spec = spokeService(run, spoke)
  if (running.some(({ name }) => name === spec.name)) return
  const { ready } = await askSupervisor<{ ready: boolean }>(data, 'POST', '/services', spec)
  if (!ready)
    throw new PlainFault(
      `The new spoke is not ready: look at its lines in the terminal of "npm start" (${path.basename(spec.entry)}).`,
    )
}

async function heardOf(directory: DirectoryClient, spoke: PlannedSpoke): Promise<void> {
  const end = performance.now() + HEARD_WITHIN_MS
  while ((await directory.stateOf(spoke.memberId)) !== 'active') {
    if (performance.now() > end)
      throw new PlainFault(`The directory has not heard from ${spoke.trusts[0]} yet: run the command again.`)
    await wait(250)
  }
}
