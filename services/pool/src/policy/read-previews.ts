import type { Page } from '@oh/graph'
import type { Instant } from '@oh/kernel'
import type { RoutingPolicy } from '@oh/routing'
import type { Denied } from '../access.ts'
import type { Caller, Pool } from '../context.ts'
import { listStudies, readStudy } from '../studies/read-study.ts'
import { FAILURE_SENTENCES, type Study, type StudyId, type StudyState } from '../studies/study.ts'
import { policyAccess, regionOf } from './policy-access.ts'
import { type PreviewResult, previewKind } from './preview-kind.ts'

/** A preview as it stands: what was drafted, what it is compared with, and the result once there is one. */
export interface Preview {
  readonly id: StudyId
  readonly askedAt: Instant
  readonly state: StudyState
  readonly finishedAt: Instant | null
  /** Why there is no result; null while there may be one yet. */
  readonly failure: string | null
  readonly draft: RoutingPolicy
  readonly against: { readonly version: number; readonly policy: RoutingPolicy }
  readonly result: PreviewResult | null
}

type Ports = Pick<Pool, 'db' | 'ics'>
const asked = ({ ics }: Ports) => ({
  kind: 'policy-preview' as const,
  access: policyAccess('routingPolicy.preview'),
  holds: (tx: Parameters<typeof regionOf>[0]) => regionOf(tx, ics),
})

/** One preview of a routing policy. */
export async function readPreview(
  pool: Ports,
  caller: Caller,
  id: StudyId | undefined,
): Promise<Denied | { readonly kind: 'read'; readonly preview: Preview }> {
  const read = await readStudy(pool, caller, { ...asked(pool), id })
  if (read.kind !== 'read') return read
  const preview = previewOf(read.study)
  return preview ? { kind: 'read', preview } : { kind: 'hidden' }
}

/** Previews that were asked for, the latest first; one more than asked for when there are more. */
export async function listPreviews(
  pool: Ports,
  caller: Caller,
  page: Page,
): Promise<Denied | { readonly kind: 'listed'; readonly previews: readonly Preview[] }> {
  const listed = await listStudies(pool, caller, { ...asked(pool), page })
  if (listed.kind !== 'listed') return listed
  return { kind: 'listed', previews: listed.studies.flatMap((study) => previewOf(study) ?? []) }
}

/** None for one that an earlier version of the pool was asked for and this one cannot read. */
function previewOf({ id, askedAt, state, finishedAt, failedFor, input, result }: Study): Preview | undefined {
  const parsed = previewKind.parse(input)
  if (!parsed) return undefined
  const { draft, against } = parsed
  const failure = failedFor && FAILURE_SENTENCES[failedFor]
  return { id, askedAt, state, finishedAt, failure, draft, against, result: result as PreviewResult | null }
}
