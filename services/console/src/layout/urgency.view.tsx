import { Tag } from './messages.view.tsx'

/** How soon an answer is needed. Routine is the rule and needs no colour. */
export function Urgency({ word, title }: { readonly word: string | null; readonly title: string | null }) {
  if (word === 'urgent') return <Tag colour="red">{title}</Tag>
  if (word === 'soon') return <Tag colour="orange">{title}</Tag>
  return <span class="oh-quiet">{title}</span>
}
