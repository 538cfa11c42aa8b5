import { far } from '../../../spoke/src/cases/case.store.ts'

export const near = far
