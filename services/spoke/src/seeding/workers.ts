import type { AssignmentId, LondonDate, WorkerId } from '@oh/kernel'
import { addDays } from '@oh/kernel'
import type { ScopedTx } from '@oh/postgres'
import { makeRecordKey } from '../workers/record-key.ts'
import { type AssignmentRow, insertAssignment, insertWorker, type WorkerRow } from '../workers/worker.store.ts'
import { chosenFrom, idOf, londonTime } from './days.ts'
import type { Seeding } from './seed-ask.ts'

/** The jobs of the seeded workers. The first five are in the first manager's line; of the last nobody has said the staff group. */
const JOBS = [
  { department: 'Respiratory ward', jobTitle: 'Staff nurse', isDoctor: false, staffGroup: 'nurses' },
  {
    department: 'Theatres',
    jobTitle: 'Operating department practitioner',
    isDoctor: false,
    staffGroup: 'scientific-therapeutic-technical',
  },
  { department: 'Emergency department', jobTitle: 'Registrar in emergency medicine', isDoctor: true, staffGroup: 'doctors' },
  { department: 'Theatres', jobTitle: 'Healthcare assistant', isDoctor: false, staffGroup: 'clinical-support' },
  { department: 'Respiratory ward', jobTitle: 'Ward clerk', isDoctor: false, staffGroup: 'clinical-support' },
  { department: 'Pathology', jobTitle: 'Biomedical scientist', isDoctor: false, staffGroup: 'scientific-therapeutic-technical' },
  { department: 'Estates', jobTitle: 'Electrician', isDoctor: false, staffGroup: 'infrastructure-support' },
  { department: 'Patient transport', jobTitle: 'Driver', isDoctor: false, staffGroup: 'clinical-support' },
  { department: 'Maternity', jobTitle: 'Midwife', isDoctor: false, staffGroup: 'midwives' },
  { department: 'Catering', jobTitle: 'Cook', isDoctor: false, staffGroup: 'infrastructure-support' },
  { department: 'Imaging', jobTitle: 'Radiographer', isDoctor: false, staffGroup: 'scientific-therapeutic-technical' },
  { department: 'Medical records', jobTitle: 'Records officer', isDoctor: false, staffGroup: null },
] as const
const IN_FIRST_LINE = 5

const GIVEN = ['Aled', 'Bronwen', 'Cyrus', 'Dilys', 'Emeka', 'Freya', 'Gita', 'Howard', 'Imogen', 'Joel', 'Kezia', 'Lorna']
const FAMILY = [
  'Ashdown',
  'Bassey',
  'Copley',
  'Dhillon',
  'Everett',
  'Ferreira',
  'Goodall',
  'Hussaini',
  'Ingram',
  'Jolly',
  'Kaur',
  'Larkin',
  'Mensah',
]

export interface SeededWorker {
  readonly worker: WorkerRow
  readonly assignment: AssignmentRow
}

/** Twelve workers with their jobs and record keys. The first is the one who signs in, where there is one. */
export async function seedWorkers(tx: ScopedTx, seeding: Seeding): Promise<SeededWorker[]> {
  const workers = JOBS.map((_job, at) => workerRow(seeding, at))
  for (const { worker, assignment } of workers) {
    await insertWorker(tx, worker)
    await makeRecordKey(tx, seeding, worker.id)
    await insertAssignment(tx, assignment)
  }
  return workers
}

function workerRow(seeding: Seeding, at: number): SeededWorker {
  const { spoke, today, manager, otherManager } = seeding
  const signsIn = at === 0 ? seeding.worker : undefined
  const id = idOf<WorkerId>(spoke.id, 'worker', at)
  const job = JOBS[at] ?? JOBS[0]
  const year = 1963 + ((at * 37 + spoke.host.charCodeAt(1)) % 38)
  const month = String(1 + ((at * 5) % 12)).padStart(2, '0')
  const hired = addDays(today, -400 - at * 210)
  return {
    worker: {
      id,
      person: signsIn?.person ?? null,
      fullName: signsIn?.name ?? nameOf(spoke.id, at),
      bornOn: `${year}-${month}-${String(3 + at * 2).padStart(2, '0')}` as LondonDate,
      staffNumber: String(30_000_000 + chosenFrom(STAFF_NUMBERS, spoke.id) + at * 613),
      createdAt: londonTime(hired, '09:00'),
    },
    assignment: {
      id: idOf<AssignmentId>(spoke.id, 'assignment', at),
      workerId: id,
      workerPerson: signsIn?.person ?? null,
      employer: spoke.host,
      host: spoke.host,
      ...job,
      managerPerson: (at < IN_FIRST_LINE ? manager : otherManager).person,
      fromOn: hired,
      toOn: null,
    },
  }
}

const STAFF_NUMBERS = Array.from({ length: 40 }, (_, at) => 100_000 + at * 12_007)

/** Twelve workers, thirteen family names: no two of a service have the same. */
function nameOf(spokeId: string, at: number): string {
  const shift = chosenFrom(
    FAMILY.map((_, index) => index),
    spokeId,
    'names',
  )
  return `${GIVEN[(at + shift) % GIVEN.length]} ${FAMILY[(at * 5 + shift) % FAMILY.length]}`
}
