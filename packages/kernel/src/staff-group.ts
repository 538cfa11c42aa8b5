/** A kind of staff, as national figures compare them. `hint` helps whoever fills in a form. */
interface StaffGroupRow {
  readonly id: string
  readonly title: string
  readonly hint: string
}

/**
 * The main staff groups of NHS Workforce Statistics (hospital and community health services, England): the statistics give
 * the number of staff of every trust by them, so that a figure of ours has something to be read against. The last row stands
 * for whoever nobody has put into a group; it is counted like any other, and never shared out over the rest.
 */
export const STAFF_GROUPS = [
  { id: 'doctors', title: 'Doctors and dentists', hint: 'Every grade, and those in training' },
  { id: 'nurses', title: 'Nurses and health visitors', hint: 'Registered, not healthcare assistants' },
  { id: 'midwives', title: 'Midwives', hint: 'Registered, not maternity support workers' },
  { id: 'ambulance-staff', title: 'Ambulance staff', hint: 'Such as paramedics and other qualified crew' },
  {
    id: 'scientific-therapeutic-technical',
    title: 'Scientific, therapeutic and technical staff',
    hint: 'Such as physiotherapists, radiographers, pharmacists, biomedical scientists and operating department practitioners',
  },
  {
    id: 'clinical-support',
    title: 'Support to clinical staff',
    hint: 'Such as healthcare assistants, ward clerks and ambulance care assistants',
  },
  {
    id: 'infrastructure-support',
    title: 'Infrastructure support',
    hint: 'Such as management, finance, human resources, information technology, catering and estates',
  },
  { id: 'not-recorded', title: 'Not recorded', hint: 'Nobody has said which' },
] as const satisfies readonly StaffGroupRow[]
export type StaffGroup = (typeof STAFF_GROUPS)[number]['id']

/** Where nobody has said which group a worker belongs to. */
export const STAFF_GROUP_NOT_RECORDED = 'not-recorded' satisfies StaffGroup

/** The row of a word from outside, undefined when there is no such group. */
export function findStaffGroup(id: string): (typeof STAFF_GROUPS)[number] | undefined {
  return STAFF_GROUPS.find((row) => row.id === id)
}
