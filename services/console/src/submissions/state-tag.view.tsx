import { Tag, type TagColour } from '../layout/messages.view.tsx'

const COLOURS: Readonly<Record<string, TagColour>> = {
  'not-sent': 'yellow',
  sent: 'blue',
  'taken-in': 'green',
  waiting: 'blue',
  refused: 'red',
  published: 'grey',
}

/** How a month stands, in the words of the service. */
export function MonthStateTag({ state, title }: { readonly state: string; readonly title: string }) {
  return <Tag colour={COLOURS[state]}>{title}</Tag>
}
