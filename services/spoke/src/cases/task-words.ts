import type { TaskRow } from './case.store.ts'

const TITLES: Readonly<Record<TaskRow['kind'], string>> = {
  'act-on-opinion': 'Opinion received: read it and act',
  'escalation-not-placed': 'No specialist found: decide how to go on',
  'consent-withdrawn': 'Consent withdrawn: decide how to go on',
  'decide-on-withdrawal': 'Decide on the withdrawal in the public interest',
  'tell-of-session': 'Tell the worker about the session with the specialist',
  'session-missed': 'The worker missed the specialist’s sessions: decide how to go on',
}

/** What the team reads for a task. */
export function taskTitle(kind: TaskRow['kind']): string {
  return TITLES[kind]
}
