import { hidden } from '../../kernel/src/deep.ts'

export const peeked = hidden
