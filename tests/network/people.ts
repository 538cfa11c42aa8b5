/** Who acts in the journeys: personas of the local federation, by what they do. Nobody of these names is meant. */
export const RWE = {
  trust: 'RWE',
  nurse: 'nurse-rwe',
  secondNurse: 'nurse-2-rwe',
  physician: 'physician-rwe',
  administrator: 'administrator-rwe',
  privacyOfficer: 'privacy-officer-rwe',
  manager: 'manager-rwe',
  worker: 'worker-rwe',
  workerName: 'Marta Nowak',
} as const

export const QK1 = {
  ics: 'QK1',
  /** Mental health, substance misuse, fitness to practise. */
  bell: 'specialist-qk1',
  /** Blood-borne viruses, ill-health retirement, lungs, skin. */
  sethi: 'specialist-2-qk1',
  /** Every skill: asked when neither of the others can be. */
  rahmani: 'specialist-3-qk1',
  coordinator: 'coordinator-qk1',
} as const

/** Words that must never be found where they do not belong: in a log, a foreign table, or an answer to somebody else. */
export const PLANTED = {
  referral: 'kestrel-words',
  background: 'kestrel-background',
  note: 'heron-note',
  question: 'osprey-question',
  nursePlan: 'osprey-plan',
  summary: 'osprey-summary',
  jobAndHazards: 'osprey-hazards',
  adjustmentsTried: 'osprey-adjustments',
  because: 'osprey-because',
  evidence: 'osprey-evidence',
  answer: 'plover-answer',
  adjustment: 'plover-adjustment',
  advice: 'plover-advice',
  acted: 'wagtail-acted',
} as const

/** What leaves a trust with an escalation and is for one specialist only. */
export const CONTENT = [
  PLANTED.question,
  PLANTED.nursePlan,
  PLANTED.summary,
  PLANTED.jobAndHazards,
  PLANTED.adjustmentsTried,
] as const

export const EVERY_WORD: readonly string[] = Object.values(PLANTED)
