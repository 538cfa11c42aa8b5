/** Why a trust or a pool shows no figures, as the end of a sentence that begins with its name. */
const WORDS: Readonly<Record<string, string>> = {
  TIMEOUT: 'did not answer in time',
  CIRCUIT_OPEN: 'has not answered for a while and is asked again every few seconds',
  UNREACHABLE: 'cannot be reached: its service is down, or the line to it is',
  HTTP_5XX: 'answered with a fault of its own',
  BAD_ANSWER: 'answered in a way that could not be read',
  REFUSED: 'refused the question of the federation',
  ROLES_NOT_KNOWN: 'could not check your role just now',
  NOT_ACTIVE: 'takes no part in the federation just now',
  invited: 'has been invited and has not joined yet',
  suspended: 'is suspended from the federation',
  retired: 'has left the federation',
  NOT_FOUND: 'does not count you as lead of its system',
  FORBIDDEN: 'does not count you as lead of its system',
  NOT_YET_AT_TRUST: 'runs an earlier version, which cannot answer this yet',
}

/** Reasons that pass by themselves. Who refuses, or runs an earlier version, does so again, and writes each refusal down. */
const PASSING: ReadonlySet<string> = new Set([
  'TIMEOUT',
  'CIRCUIT_OPEN',
  'UNREACHABLE',
  'HTTP_5XX',
  'BAD_ANSWER',
  'ROLES_NOT_KNOWN',
])

/** Whether a member that is silent for this reason may answer when it is asked again in a moment. */
export function mayAnswerLate(why: string | undefined): boolean {
  return why !== undefined && PASSING.has(why)
}

/** "did not answer in time"; a reason that is not known here is not guessed. */
export function silenceInWords(why: string | undefined): string {
  return WORDS[why ?? ''] ?? 'did not answer, and did not say why'
}
