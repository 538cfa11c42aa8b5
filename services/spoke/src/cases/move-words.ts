import type { CaseEventKind } from '@oh/casework'
import { type Instant, type LondonDate, londonDateOf } from '@oh/kernel'

/** What a case's history is made of. */
export type MoveEvent = CaseEventKind | 'opened'

interface MoveWords {
  /** In the history of a case. */
  readonly title: string
  /** After a name: "Callum Doyle booked an appointment". */
  readonly did: string
  /** The same when the worker did it: "Marta Nowak withdrew consent". */
  readonly workerDid?: string
}

const WORDS: Readonly<Record<MoveEvent, MoveWords>> = {
  opened: { title: 'Case opened', did: 'opened the case' },
  'appointment-booked': { title: 'Appointment booked', did: 'booked an appointment' },
  'appointment-cancelled': { title: 'Appointment cancelled', did: 'cancelled the appointment' },
  attended: { title: 'Worker attended', did: 'recorded that the worker attended' },
  'did-not-attend': { title: 'Worker did not attend', did: 'recorded that the worker did not attend' },
  escalated: { title: 'Escalated to the specialists', did: 'escalated the case' },
  'escalation-ended': { title: 'Escalation ended', did: 'ended the escalation' },
  'opinion-received': { title: 'Opinion received', did: 'gave an opinion' },
  'opinion-acted-on': { title: 'Opinion acted on', did: 'recorded what was done about the opinion' },
  'report-ready': { title: 'Report ready for the worker', did: 'recorded that the report is ready' },
  'consent-asked': { title: 'Asked the worker for consent', did: 'asked the worker for consent' },
  'consent-recorded': {
    title: 'Consent recorded',
    did: 'recorded that the worker gave consent',
    workerDid: 'gave consent',
  },
  'gate-recorded': { title: 'Reason to share recorded', did: 'recorded a reason to share' },
  'consent-withdrawn': {
    title: 'Consent withdrawn',
    did: 'recorded that the worker withdrew consent',
    workerDid: 'withdrew consent',
  },
  'withdrawal-decided': { title: 'Decision on the withdrawal', did: 'decided on the withdrawal of consent' },
  closed: { title: 'Case closed', did: 'closed the case' },
}

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
})
const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric' })

/** The words of a move in a case's history. */
export function moveTitle(event: MoveEvent): string {
  return WORDS[event].title
}

/** One change as the person with the older form reads it: "Callum Doyle booked an appointment at 9:42am". */
export function changeSentence(
  { event, byName, at, byWorker = false }: { event: MoveEvent; byName: string; at: Instant; byWorker?: boolean },
  today: LondonDate,
): string {
  const { did, workerDid = did } = WORDS[event]
  return didSentence(byName, byWorker ? workerDid : did, at, today)
}

/** "Callum Doyle amended the note at 9:42am", with the day when it was not today. */
export function didSentence(name: string, did: string, at: Instant, today: LondonDate): string {
  const date = londonDateOf(at) === today ? '' : ` on ${day.format(new Date(at))}`
  return `${name} ${did}${date} at ${timeOf(at)}`
}

function timeOf(at: Instant): string {
  const [hours = '0', minutes = '00'] = clock.format(new Date(at)).split(':')
  const hour = Number(hours)
  return `${hour % 12 === 0 ? 12 : hour % 12}:${minutes}${hour < 12 ? 'am' : 'pm'}`
}
