import { addMilliseconds, type Instant, type RefusalRule, ruleBy } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { acceptedNeed, defaultPolicy, type RoutingPolicy } from '@oh/routing'
import { allowedFor, type Denied, denied, type Refusal, refusedFor } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { nameOf } from '../memberships/viewer.reads.ts'
import { type Done, submitOnce } from '../requests/submit-once.ts'
import type { RefusalWord } from '../sentences.ts'
import { findStudy } from '../studies/study.store.ts'
import type { Study, StudyId } from '../studies/study.ts'
import { policyAccess, regionOf } from './policy-access.ts'
import { FIRST_VERSION, trustsServed } from './policy-in-force.ts'
import { type PolicyRefusal, readWhy } from './policy-words.ts'
import { type PreviewInput, previewKind } from './preview-kind.ts'
import { findPolicy, latestPolicy, lockPolicy, savePolicy } from './routing-policy.store.ts'

type Ports = Pick<Pool, 'db' | 'ics'>
type Outcome = Done | Denied | Refusal<RefusalWord>

const DAY_MS = 86_400_000
/** A preview is of the pool as it was when it was asked for. */
const PREVIEW_HOLDS_DAYS = 7
/** What was in force a month ago at most is known from life. */
const KNOWN_FROM_LIFE_DAYS = 30

interface PreviewFacts {
  readonly study: Study
  readonly input: PreviewInput
  readonly inForce: number
  readonly now: Instant
}

/** What a preview must be for its draft to be switched on. */
const PREVIEW_RULES: readonly RefusalRule<PolicyRefusal, PreviewFacts>[] = [
  {
    refuses: 'preview-not-finished',
    when: ({ study }) => study.state !== 'done' || study.finishedAt === null,
    source: 'Our proposal: nothing is switched on whose effect nobody has seen',
  },
  {
    refuses: 'preview-too-old',
    when: ({ study, now }) => study.finishedAt !== null && study.finishedAt < addMilliseconds(now, -PREVIEW_HOLDS_DAYS * DAY_MS),
    source: 'Our proposal: the pool of last week is not that of last month',
  },
  {
    refuses: 'preview-of-another-policy',
    when: ({ input, inForce }) => input.against.version !== inForce,
    source: 'Our proposal: an effect is told against what it would take the place of',
  },
]

export interface SwitchOnAsk {
  readonly previewId: StudyId | undefined
  readonly why: string
  readonly key: string
}

/** Switches the draft of a finished preview on, as a new version, with the coordinator's reason. It routes from this commit on. */
export function switchOnPolicy(pool: Ports, caller: Caller, { previewId, why, key }: SwitchOnAsk) {
  const access = policyAccess('routingPolicy.switchOn', previewId ? [previewId] : [])
  const submission = { key, operation: 'switchOnRoutingPolicy', input: [previewId ?? null, why], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx): Promise<Outcome> => {
    const study = previewId && (await findStudy(tx, previewId))
    const input = study?.kind === 'policy-preview' ? previewKind.parse(study.input) : undefined
    const without = await denied(tx, access, study && input ? regionOf(tx, pool.ics) : [])
    if (without || !study || !input) return without ?? { kind: 'hidden' }
    await lockPolicy(tx)
    const inForce = (await latestPolicy(tx))?.version ?? FIRST_VERSION
    const ruling = ruleBy(PREVIEW_RULES, { study, input, inForce, now: tx.now })
    const words = readWhy(why)
    const reasons = [...(ruling.kind === 'refused' ? ruling.reasons : []), ...(typeof words === 'string' ? [words] : [])]
    if (reasons.length > 0 || typeof words === 'string') return refusedFor(tx, access, reasons)
    return switchOn(tx, caller, inForce + 1, { settings: input.draft, why: words.why, preview: study.id, restores: null })
  })
}

export interface SwitchBackAsk {
  readonly version: number
  readonly why: string
  readonly key: string
}

/**
 * Puts the settings of an earlier policy in force again, as a new version. Without a preview only while it has been in force
 * in the last 30 days; an older one is previewed like any draft.
 */
export function switchBackPolicy(pool: Ports, caller: Caller, { version, why, key }: SwitchBackAsk) {
  const access = policyAccess('routingPolicy.switchOn', [String(version)])
  const submission = { key, operation: 'switchBackRoutingPolicy', input: [version, why], access }
  return submitOnce<RefusalWord>(pool.db, caller, submission, async (tx): Promise<Outcome> => {
    const without = await denied(tx, access, regionOf(tx, pool.ics))
    if (without) return without
    await lockPolicy(tx)
    const inForce = (await latestPolicy(tx))?.version ?? FIRST_VERSION
    const against = await againstSwitchingBack(tx, version, inForce)
    const words = readWhy(why)
    const settings = await settingsOf(pool, tx, version)
    const reasons = [...(against ? [against] : []), ...(typeof words === 'string' ? [words] : [])]
    if (reasons.length > 0 || typeof words === 'string' || !settings) return refusedFor(tx, access, reasons)
    return switchOn(tx, caller, inForce + 1, { settings, why: words.why, preview: null, restores: version })
  })
}

async function againstSwitchingBack(tx: ScopedTx, version: number, inForce: number): Promise<PolicyRefusal | undefined> {
  if (version === inForce) return 'policy-in-force-already'
  const next = version >= FIRST_VERSION && version < inForce ? await findPolicy(tx, version + 1) : undefined
  if (!next) return 'policy-unknown'
  return next.switchedOnAt < addMilliseconds(tx.now, -KNOWN_FROM_LIFE_DAYS * DAY_MS) ? 'preview-missing' : undefined
}

async function settingsOf(pool: Ports, tx: ScopedTx, version: number): Promise<RoutingPolicy | undefined> {
  if (version !== FIRST_VERSION) return (await findPolicy(tx, version))?.settings
  return { ...defaultPolicy, needByEmployer: acceptedNeed(await trustsServed(pool, tx)) }
}

async function switchOn(
  tx: ScopedTx,
  { person }: Caller,
  version: number,
  chosen: {
    readonly settings: RoutingPolicy
    readonly why: string
    readonly preview: StudyId | null
    readonly restores: number | null
  },
): Promise<Done> {
  const name = (await nameOf(tx, person)) ?? person
  await savePolicy(tx, { version, ...chosen, switchedOnBy: person, switchedOnByName: name, switchedOnAt: tx.now })
  const based = chosen.restores === null ? [] : ['switched-back']
  await allowedFor(tx, policyAccess('routingPolicy.switchOn', [String(version)]), based)
  return { kind: 'done', id: String(version) }
}
