import { far } from './case.store.ts'

export const shown = far
