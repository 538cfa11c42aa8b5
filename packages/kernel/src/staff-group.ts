/** A kind of staff, as national figures compare them. `examples` helps whoever fills in a form. */
interface StaffGroupRow {
  readonly id: string
  readonly title: string
  readonly examples: string
}

/**
 * The main staff groups of NHS Workforce Statistics (hospital and community health services, England): the statistics give
 * the number of staff of every trust by them, so that a figure of ours has something to be read against. The last row stands
 * for whoever nobody has put into a group; it is counted like any other, and never shared out over the rest.
 */
export const STAFF_GROUPS = [
  { id: 'doctors', title: 'Doctors and dentists', examples: 'every grade, those in training among them' },
  { id: 'nurses', title: 'Nurses and health visitors', examples: 'registered nurses' },
  { id: 'midwives', title: 'Midwives', examples: 'registered midwives' },
  { id: 'ambulance-staff', title: 'Ambulance staff', examples: 'paramedics and other qualified crew' },
  {
    id: 'scientific-therapeutic-technical',
    title: 'Scientific, therapeutic and technical staff',
    examples: 'physiotherapists, radiographers, pharmacists, biomedical scientists, operating department practitioners',
  },
  {
    id: 'clinical-support',
    title: 'Support to clinical staff',
    examples: 'healthcare assistants, ward clerks, ambulance care assistants',
  },
  {
    id: 'infrastructure-support',
    title: 'Infrastructure support',
    examples: 'managers, finance, human resources, information technology, catering, estates',
  },
  { id: 'not-recorded', title: 'Not recorded', examples: 'nobody has said which' },
] as const satisfies readonly StaffGroupRow[]
export type StaffGroup = (typeof STAFF_GROUPS)[number]['id']

/** Where nobody has said which group a worker belongs to. */
export const STAFF_GROUP_NOT_RECORDED = 'not-recorded' satisfies StaffGroup

/** The row of a word from outside, undefined when there is no such group. */
export function findStaffGroup(id: string): (typeof STAFF_GROUPS)[number] | undefined {
  return STAFF_GROUPS.find((row) => row.id === id)
}
