import path from 'node:path'
import { type DataFolder, readJson, writeJson } from './data-folder.ts'
import type { EnrolledTrust } from './federation-plan.ts'

/** A trust on its way in, or in. The one-time code stands here until the key was handed in. */
export interface Enrolment extends EnrolledTrust {
  readonly state: 'invited' | 'handed-in' | 'joined'
  readonly code?: string
}

const enrolmentFile = (data: DataFolder) => path.join(data.secrets, 'enrolments.json')

export function readEnrolments(data: DataFolder): readonly Enrolment[] {
  return readJson<Enrolment[]>(enrolmentFile(data)) ?? []
}

/** Trusts that are in, in the order in which they joined. */
export function enrolledTrusts(data: DataFolder): readonly EnrolledTrust[] {
  return readEnrolments(data).filter(({ state }) => state === 'joined')
}

export function saveEnrolment(data: DataFolder, enrolment: Enrolment): void {
  const others = readEnrolments(data).filter(({ trust }) => trust !== enrolment.trust)
  writeJson(enrolmentFile(data), [...others, enrolment])
}
