import { audit } from '@oh/audit'
import { addDays, caseReferenceFrom, type NoteId, type ReferralId } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { insertAppointment, insertSlots, type SlotRow } from '../appointments/appointment.store.ts'
import { type CaseRow, insertCase, insertMove } from '../cases/case.store.ts'
import { NOTHING_DUE } from '../cases/milestones.ts'
import { dueOn } from '../cases/save-move.ts'
import { insertNote } from '../notes/note.store.ts'
import { notePlace } from '../notes/view-notes.ts'
import { insertReferral, type ReferralRow } from '../referrals/referral.store.ts'
import { referralPlace } from '../referrals/view-referrals.ts'
import { insertReport } from '../reports/report.store.ts'
import { type RecordTexts, textsOfOne } from '../workers/record-key.ts'
import { digestOf, idOf, londonTime, workingDay } from './days.ts'
import type { Seeding } from './seed-ask.ts'
import type { Story } from './stories.ts'
import { type Told, tellCase } from './tell-case.ts'
import type { SeededWorker } from './workers.ts'

/** Writes one story into the service: referral, case, appointments and notes, moved only by the rules. */
export async function writeStory(
  tx: ScopedTx,
  seeding: Seeding,
  story: Story,
  at: number,
  about: SeededWorker,
  slots: readonly SlotRow[],
): Promise<void> {
  const subject = about.worker.id
  const texts = await textsOfOne(tx, { id: seeding.spoke.id, keyring: seeding.keyring }, subject)
  const referral = referralRow(seeding, story, at, about, texts)
  await insertReferral(tx, referral)
  await audit(tx, {
    action: 'referral.create',
    resource: 'referral',
    ids: [referral.id],
    subject,
    outcome: 'allowed',
    reasons: ['seed'],
  })
  if (story.acceptedOn === undefined) return
  const told = tellCase(seeding, story, at, slots)
  const draft = caseRow(seeding, at, told, referral)
  const row = { ...draft, nextDueOn: await dueOn(tx, draft) }
  if (!(await insertCase(tx, row))) throw new Error('A seeded reference is taken.')
  for (const move of told.moves) await insertMove(tx, { caseId: row.id, ...move })
  await insertSlots(tx, told.pastSlots)
  for (const appointment of told.appointments) await insertAppointment(tx, { ...appointment, caseId: row.id })
  for (const report of told.reports) await insertReport(tx, { ...report, caseId: row.id })
  const notes = await writeNotes(tx, seeding, story, row, texts)
  await audit(tx, { action: 'case.manage', resource: 'case', ids: [row.id], subject, outcome: 'allowed', reasons: ['seed'] })
  if (notes.length > 0)
    await audit(tx, {
      action: 'clinicalNote.create',
      resource: 'note',
      ids: notes,
      subject,
      outcome: 'allowed',
      reasons: ['seed'],
    })
}

function referralRow(
  seeding: Seeding,
  story: Story,
  at: number,
  { worker, assignment }: SeededWorker,
  texts: RecordTexts,
): ReferralRow {
  const { spoke, today, nurse, manager, otherManager } = seeding
  const id = idOf<ReferralId>(spoke.id, 'referral', at)
  const receivedOn = workingDay(today, story.received)
  const ofManager = assignment.managerPerson === manager.person ? manager : otherManager
  const ofWorker = worker.person === null ? nurse : { person: worker.person, name: worker.fullName }
  const isLetter = story.source === 'gp' || story.source === 'own-gp'
  const referrer = story.source === 'self' ? ofWorker : isLetter ? nurse : ofManager
  const triagedOn = story.acceptedOn ?? story.sentBack?.on
  return {
    id,
    workerId: worker.id,
    workerPerson: worker.person,
    assignmentId: assignment.id,
    source: story.source,
    reason: story.reason,
    referredBy: referrer.person,
    referredByName: referrer.name,
    workerTold: story.told ?? true,
    toldByName: null,
    toldOn: null,
    toldRecordedByName: null,
    workerConsented: story.source === 'own-gp',
    words: texts.seal(referralPlace(id, 'words'), story.words),
    background: story.background ? texts.seal(referralPlace(id, 'background'), story.background) : null,
    absentSince: story.absentDays === undefined ? null : addDays(today, -story.absentDays),
    receivedAt: londonTime(receivedOn, '08:20'),
    receivedOn,
    state: story.acceptedOn !== undefined ? 'accepted' : story.sentBack ? 'sent-back' : 'received',
    version: triagedOn === undefined ? 1 : 2,
    triagedAt: triagedOn === undefined ? null : londonTime(workingDay(today, triagedOn), '08:50'),
    triagedBy: triagedOn === undefined ? null : nurse.person,
    triagedByName: triagedOn === undefined ? null : nurse.name,
    sentBackBecause: story.sentBack ? texts.seal(referralPlace(id, 'sent_back_because'), story.sentBack.because) : null,
  }
}

function caseRow({ spoke, nurse }: Seeding, at: number, told: Told, referral: ReferralRow): CaseRow {
  const { found } = told
  return {
    id: found.id,
    reference: caseReferenceFrom(digestOf(spoke.id, 'reference', at)),
    workerId: referral.workerId,
    workerPerson: referral.workerPerson,
    referrer: referral.source === 'self' ? null : referral.referredBy,
    assignmentId: referral.assignmentId,
    referralId: referral.id,
    state: found.state,
    version: found.version,
    openedAt: told.openedAt,
    openedOn: found.openedOn,
    openedBy: nurse.person,
    receivedOn: referral.receivedOn,
    firstSeenOn: found.firstSeenOn ?? null,
    appointmentId: found.appointment ?? null,
    escalationId: null,
    opinionId: null,
    absentSince: referral.absentSince,
    nextDueOn: NOTHING_DUE,
    outcome: found.outcome ?? null,
    reviewOn: found.reviewOn ?? null,
    closedOn: found.closedOn ?? null,
    changedAt: told.changedAt,
    changedByName: nurse.name,
  }
}

async function writeNotes(
  tx: ScopedTx,
  { spoke, today, nurse, secondClinician }: Seeding,
  story: Story,
  { id: caseId, workerId }: CaseRow,
  texts: RecordTexts,
): Promise<NoteId[]> {
  const rows = (story.notes ?? []).map(({ on, words, second }, at) => {
    const place = { id: idOf<NoteId>(spoke.id, 'note', caseId, at), version: 1 }
    const author = second ? secondClinician : nurse
    return {
      ...place,
      caseId,
      workerId,
      author: author.person,
      authorName: author.name,
      words: texts.seal(notePlace(place), words),
      writtenAt: londonTime(workingDay(today, on), '16:20'),
    }
  })
  for (const row of rows) await insertNote(tx, row)
  return rows.map(({ id }) => id)
}
