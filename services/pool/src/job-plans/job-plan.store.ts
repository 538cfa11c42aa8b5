import { givesWay, type JobPlan, type SessionTemplate } from '@oh/capacity'
import type { LondonDate, SpecialistId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm'
import { jobPlan, sessionTemplate } from './job-plan.table.ts'

/** A job plan as the pool keeps it. */
export interface PoolJobPlan extends JobPlan {
  readonly id: string
}

/** Lets one change of a specialist's time in at a time, so that two together never break a rule that each keeps. */
export async function lockTime(tx: ScopedTx, id: SpecialistId): Promise<void> {
  await tx.sql.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`time ${id}`}, 0))`)
}

/** Plans of these specialists that hold today or later, in the order in which they begin. */
export async function plansOf(tx: ScopedTx, specialists: readonly SpecialistId[]): Promise<PoolJobPlan[]> {
  if (specialists.length === 0) return []
  const { specialistId, fromOn, toOn, id } = jobPlan
  const rows = await tx.sql
    .select()
    .from(jobPlan)
    .where(and(inArray(specialistId, [...specialists]), or(isNull(toOn), gt(toOn, tx.today))))
    .orderBy(asc(fromOn), asc(id))
  return rows.map(asPlan)
}

function asPlan(row: typeof jobPlan.$inferSelect): PoolJobPlan {
  const { id, specialistId, fromOn, toOn, complexCases, assessments, supervision, telephoneAdvice, nonClinical } = row
  return {
    id,
    specialistId,
    from: fromOn,
    to: toOn ?? undefined,
    clinical: { 'complex-cases': complexCases, assessments, supervision, 'telephone-advice': telephoneAdvice },
    nonClinical,
  }
}

/** Puts the plan in: one that holds on its first day ends there. */
export async function savePlan(tx: ScopedTx, { id, ...plan }: PoolJobPlan, by: string): Promise<void> {
  const { specialistId, from, to, clinical, nonClinical } = plan
  for (const other of await plansOf(tx, [specialistId]))
    if (givesWay(other, from)) await tx.sql.update(jobPlan).set({ toOn: from }).where(eq(jobPlan.id, other.id))
  await tx.sql.insert(jobPlan).values({
    id,
    specialistId,
    fromOn: from,
    toOn: to ?? null,
    complexCases: clinical['complex-cases'] ?? 0,
    assessments: clinical.assessments ?? 0,
    supervision: clinical.supervision ?? 0,
    telephoneAdvice: clinical['telephone-advice'] ?? 0,
    nonClinical,
    setBy: by,
    setAt: tx.now,
  })
}

/** Weekly sessions of these specialists that hold today or later, by weekday and hour. */
export async function templatesOf(tx: ScopedTx, specialists: readonly SpecialistId[]): Promise<SessionTemplate[]> {
  if (specialists.length === 0) return []
  const { specialistId, weekday, startsAtHour, toOn, id } = sessionTemplate
  const rows = await tx.sql
    .select()
    .from(sessionTemplate)
    .where(and(inArray(specialistId, [...specialists]), or(isNull(toOn), gt(toOn, tx.today))))
    .orderBy(asc(weekday), asc(startsAtHour), asc(id))
  return rows.map(asTemplate)
}

/** One weekly session, over or not. */
export async function findTemplate(tx: ScopedTx, id: string): Promise<SessionTemplate | undefined> {
  const [row] = await tx.sql.select().from(sessionTemplate).where(eq(sessionTemplate.id, id))
  return row && asTemplate(row)
}

function asTemplate({ id, fromOn, toOn, site, ...row }: typeof sessionTemplate.$inferSelect): SessionTemplate {
  const { specialistId, weekday, startsAtHour, hours, virtual } = row
  const held = { from: fromOn, to: toOn ?? undefined }
  return { templateId: id, specialistId, weekday, startsAtHour, hours, virtual, site: site ?? undefined, ...held }
}

export async function saveTemplate(tx: ScopedTx, template: SessionTemplate, by: string): Promise<void> {
  const { templateId, specialistId, weekday, startsAtHour, hours, site, virtual, from, to } = template
  const place = { site: site ?? null, virtual }
  const row = { id: templateId, specialistId, weekday, startsAtHour, hours, ...place, fromOn: from, toOn: to ?? null }
  await tx.sql.insert(sessionTemplate).values({ ...row, setBy: by, setAt: tx.now })
}

export async function endTemplate(tx: ScopedTx, id: string, on: LondonDate): Promise<void> {
  await tx.sql.update(sessionTemplate).set({ toOn: on }).where(eq(sessionTemplate.id, id))
}
