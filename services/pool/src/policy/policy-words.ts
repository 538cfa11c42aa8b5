/** Why a routing policy is not previewed or switched on, apart from what it says itself. */
export type PolicyRefusal =
  | 'why-missing'
  | 'why-too-long'
  | 'why-not-printable'
  | 'policy-unknown'
  | 'policy-in-force-already'
  | 'preview-missing'
  | 'preview-not-finished'
  | 'preview-too-old'
  | 'preview-of-another-policy'

const LONGEST_WHY = 500

export const policyRefusalSentences: Readonly<Record<PolicyRefusal, string>> = {
  'why-missing': 'Say why this policy is switched on.',
  'why-too-long': `The reason must be ${LONGEST_WHY} characters or fewer.`,
  'why-not-printable': 'The reason contains characters that cannot be shown. Delete them or type them again.',
  'policy-unknown': 'There is no policy with this number. Open the page again.',
  'policy-in-force-already': 'This is what is in force now. Change something first.',
  'preview-missing': 'This policy has not been in force in the last 30 days. Preview it on past cases first.',
  'preview-not-finished': 'The preview has no result yet. Wait until it is finished, or ask for it again if it failed.',
  'preview-too-old': 'The preview is older than 7 days. Ask for a new one.',
  'preview-of-another-policy':
    'Another policy has been switched on since this preview was asked for, so it compares with what is no longer in force. Ask for a new one.',
}

/** Control characters other than the end of a line, halves of characters, and what turns the reading direction. */
const NOT_PRINTABLE = /[^\P{C}\n\u200c\u200d]/u

/** The reason as it is kept; or why it is none. */
export function readWhy(text: string): { readonly why: string } | Extract<PolicyRefusal, `why-${string}`> {
  const why = text.replace(/\r\n?/g, '\n').normalize('NFC').trim()
  if (why === '') return 'why-missing'
  if (NOT_PRINTABLE.test(why)) return 'why-not-printable'
  return why.length > LONGEST_WHY ? 'why-too-long' : { why }
}
