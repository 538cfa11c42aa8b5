import { spoke } from '../../../services/spoke/src/cases/case.store.ts'

export const far = spoke
