type Tx = { sql: { update(t: unknown): { set(v: unknown): { where(c: unknown): void } }; delete(t: unknown): { where(c: unknown): void } } }

export const everyRow = (tx: Tx) => tx.sql.update('case').set({ state: 'closed' })
export const goneForGood = (tx: Tx) => tx.sql.delete('case')
export const oneRow = (tx: Tx) => tx.sql.update('case').set({ state: 'closed' }).where('id')
export const oneGone = (tx: Tx) => tx.sql.delete('case').where('id')
