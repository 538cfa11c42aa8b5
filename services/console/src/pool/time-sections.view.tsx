import { SectionNavigation } from '../layout/navigation.view.tsx'

/** Where the specialists' time begins in the navigation; leave and job plans are beside it. */
export const TIME_SECTION = '/pool/rota'

/** The three lists of the specialists' time. */
export function TimeSections({ current }: { readonly current: string }) {
  const items = [
    { href: TIME_SECTION, text: 'Rota' },
    { href: '/pool/leave', text: 'Leave' },
    { href: '/pool/job-plans', text: 'Job plans' },
  ]
  return <SectionNavigation label="Time of the specialists" items={items} current={current} />
}
