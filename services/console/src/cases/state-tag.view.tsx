import { Tag, type TagColour } from '../layout/messages.view.tsx'
import type { DueDate } from './due.ts'

const COLOURS: Readonly<Record<string, TagColour>> = {
  'awaiting-appointment': 'blue',
  booked: 'white',
  'in-progress': 'white',
  escalated: 'purple',
  'opinion-received': 'green',
  closed: 'grey',
}

/** Where a case stands, in the words of its service. */
export function CaseStateTag({ state, title }: { readonly state: string; readonly title: string }) {
  return <Tag colour={COLOURS[state] ?? 'grey'}>{title}</Tag>
}

/** "2 working days late" stands out; what is due later does not. */
export function DueWords({ due }: { readonly due: Pick<DueDate, 'standing' | 'standingTitle'> }) {
  if (due.standing === 'late' || due.standing === 'due-today') return <span class="oh-overdue">{due.standingTitle}</span>
  return <>{due.standingTitle}</>
}
