import { Tag, type TagColour } from '../layout/messages.view.tsx'

const COLOURS: Readonly<Record<string, TagColour>> = { received: 'blue', accepted: 'green', 'sent-back': 'orange' }

/** The tag of a referral's state. */
export function ReferralStateTag({ state, title }: { readonly state: string; readonly title: string }) {
  return <Tag colour={COLOURS[state] ?? 'grey'}>{title}</Tag>
}
