import { isUuid } from '@oh/kernel'

/** What was asked for, as the audit may keep it: ids only, never the text somebody typed in their place. */
export const idsAskedFor = (id: string): string[] => (isUuid(id) ? [id] : [])
