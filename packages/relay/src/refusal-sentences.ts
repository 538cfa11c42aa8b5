import { isRefusalCode, type RefusalCode } from './answers.ts'

const SENTENCES: Readonly<Record<RefusalCode, string>> = {
  'bad-envelope': 'The other side could not read it.',
  'bad-signature': 'The other side could not confirm who sent it.',
  'attempt-expired': 'It was sent too long before it arrived. Check the clocks of both sides.',
  'unknown-sender': 'The other side does not know who sent it.',
  'unknown-key': 'The other side does not know the key it is signed with.',
  'sender-not-active': 'The sender is suspended or has not joined yet.',
  'wrong-source': 'It says that somebody else sent it.',
  'not-allowed': 'The other side does not take this message from this sender.',
  'wrong-destination': 'It reached somebody it is not for.',
  replayed: 'The other side has seen this attempt before.',
  gap: 'The other side waits for an earlier message of this case.',
  'id-reused': 'The other side already has another message with the same number.',
  'seq-reused': 'The other side already has another message in this place of the case.',
  'older-epoch': 'The other side has newer messages from this sender than this one.',
  'too-large': 'It is larger than the other side takes.',
  'unknown-version': 'The other side does not know this version of the message yet.',
  'bad-shape': 'Something in it is not as the other side expects.',
  'not-our-pool': 'It comes from a pool that this trust has not sent its cases to.',
  'not-served':
    'The pool does not serve this trust: it belongs to another system, and no agreement between them holds today. Ask whoever runs the pool for one, then send it again.',
  'trust-not-served':
    'It speaks for a trust that the sender does not serve today, as the register has it. Have the register put right, then send it again.',
  'agreement-known': 'The other pool already has another agreement under this number. Report it as a fault.',
  'agreement-unknown':
    'The other pool has no such agreement with this one. It may have been restored from a backup: telephone before sending it again.',
  'session-unknown':
    'The other pool has not lent such a session. It may have been restored from a backup: telephone before sending it again.',
  'already-accepted': 'The trust still has another specialist down as the one who accepted. Agree by telephone who has the case.',
  'already-answered': 'The trust has closed this escalation with an opinion already. Agree by telephone what became of the case.',
  'case-not-waiting': 'The case at the trust is not waiting for an opinion. Telephone the nurse: the opinion has not been read.',
  'escalation-known':
    'The pool already has another escalation under this number, so this one is with nobody. Report it as a fault.',
  'escalation-unknown':
    'The other side has no such escalation from or for this sender. It may have been restored from a backup: telephone before sending it again.',
  'not-accepted':
    'The trust knows of no specialist who has accepted this case, so it does not take an opinion on it. Telephone the nurse.',
  'not-accepted-by-this-person': 'The trust has another specialist down as the one who accepted. Telephone the nurse.',
  'not-the-subject': 'It speaks of another escalation than the one it was sent for. Report it as a fault.',
  'signature-does-not-hold':
    'The opinion’s signature is not the pool’s, so nobody at the trust has read it. Check the pool’s key in the register.',
  'specialist-unknown':
    'It leaves out a specialist whom the pool does not know, so the pool has asked nobody. Telephone the pool to find out who is meant.',
  'try-later': 'The other side could not deal with it just now.',
}

/** What happened to a message on its way, before the other side could say anything. */
const ON_THE_WAY = new Map([
  ['body-does-not-open', 'Its content could not be opened here, so it was not sent. Report it as a fault.'],
])

/** Why a message is not taken, for the person who must look at it; the word itself where there is no sentence for it. */
export function refusalSentence(reason: string): string {
  if (isRefusalCode(reason)) return SENTENCES[reason]
  return ON_THE_WAY.get(reason) ?? `The other side answered: ${reason}.`
}
