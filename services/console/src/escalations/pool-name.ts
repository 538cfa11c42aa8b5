import { findIcs } from '@oh/organisations'

/** The pool in words: the ICS it serves, or the region while the service cannot say which that is. */
export const poolNameOf = (ics: string | null | undefined): string => findIcs(ics ?? '')?.name ?? 'the region'
