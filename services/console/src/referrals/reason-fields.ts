/** The field at which a reason against a referral is shown, by its stable word. What is not here stands above the answers. */
export const fieldsOfReasons: Readonly<Record<string, string>> = {
  'worker-not-told': 'told',
  'worker-has-not-consented': 'consented',
  'no-reason-for-referral': 'reason',
  'reason-unknown': 'reason',
  'self-referral-by-someone-else': 'reason',
  'source-unknown': 'source',
  'source-not-yours': 'source',
  'question-missing': 'question',
  'question-too-long': 'question',
  'text-unprintable': 'question',
  'background-too-long': 'background',
  'received-in-future': 'received',
  'absence-in-future': 'since',
  'date-too-long-ago': 'since',
  'worker-missing': 'worker',
  'worker-named-twice': 'worker',
  'no-such-job': 'worker',
  ...atField('full-name', 'full-name'),
  ...atField('staff-number', 'staff-number'),
  ...atField('department', 'department'),
  ...atField('job-title', 'job-title'),
  'staff-group-unknown': 'staff-group',
  'born-on-not-possible': 'born',
  'employer-not-served': 'employer',
  'host-not-a-trust': 'employer',
}

/** What can be wrong with a short text. */
function atField(word: string, field: string): Readonly<Record<string, string>> {
  return { [`${word}-empty`]: field, [`${word}-too-long`]: field, [`${word}-unprintable`]: field }
}
