/** The occupations of OH staff. Source: Defining the value of accredited specialists in occupational medicine, 2021, Table 1. */
export const OCCUPATIONS = [
  { id: 'consultant', title: 'Consultants', clinical: true },
  { id: 'other-doctor', title: 'Other doctors', clinical: true },
  { id: 'doctor-in-training', title: 'Doctors in training', clinical: true },
  { id: 'oh-nurse', title: 'OH nurses', clinical: true },
  { id: 'general-nurse', title: 'General nurses', clinical: true },
  { id: 'mental-health-nurse', title: 'Mental health nurses', clinical: true },
  { id: 'technician', title: 'Technicians', clinical: true },
  { id: 'physiotherapist', title: 'Physiotherapists and occupational therapists', clinical: true },
  { id: 'psychologist', title: 'Psychologists and counsellors', clinical: true },
  { id: 'manager', title: 'Managers', clinical: false },
  { id: 'administrator', title: 'Administrators', clinical: false },
  { id: 'other', title: 'Others', clinical: false },
] as const
export type Occupation = (typeof OCCUPATIONS)[number]['id']

/** The words for an occupation; the stable word itself for one that this version does not know. */
export function occupationTitle(id: string): string {
  return OCCUPATIONS.find((row) => row.id === id)?.title ?? id
}

export const CLINICAL_OCCUPATIONS: readonly Occupation[] = OCCUPATIONS.filter(({ clinical }) => clinical).map(({ id }) => id)
