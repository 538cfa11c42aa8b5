/** Why the directory refuses, in words a registrar can act on. */
export const DIRECTORY_REFUSALS = {
  'unknown-code': 'No trust or ICS has this code. Check it and try again.',
  'already-served': 'Another member already serves this code. Retire or change that member first.',
  'no-such-invitation': 'This code is not valid, was used before, or has run out. Ask for a new one.',
  'bad-key': 'This is not a usable key. A member signs with an ES256 key named by its own thumbprint.',
  'key-known': 'This key is already registered.',
  'same-person': 'The person who invited a member cannot also approve its key. Ask a second registrar.',
  'no-key-waiting': 'No key of this member is waiting for approval.',
  'fingerprint-differs': 'This fingerprint is not that of the key that was handed in. Do not approve it: speak to the member.',
  'not-a-lawful-change': 'A member in this state cannot be changed like that.',
} as const

export type DirectoryRefusal = keyof typeof DIRECTORY_REFUSALS
