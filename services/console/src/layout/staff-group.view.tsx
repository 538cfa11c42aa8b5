import { STAFF_GROUP_NOT_RECORDED, STAFF_GROUPS } from '@oh/kernel'
import { Radios } from './choices.view.tsx'
import type { FieldProps } from './field.view.tsx'

/** Nobody has to guess: what is not known is counted as not recorded. */
const CHOICES = STAFF_GROUPS.map(({ id, title, hint }) =>
  id === STAFF_GROUP_NOT_RECORDED ? { value: id, text: 'I do not know', divider: 'or' } : { value: id, text: title, hint },
)

/** Under which staff group a job is counted. */
export function StaffGroupRadios(props: Omit<FieldProps, 'name' | 'hint'> & { readonly value: string }) {
  return <Radios name="staff-group" hint="Used to count referrals, never to decide about anybody." choices={CHOICES} {...props} />
}
