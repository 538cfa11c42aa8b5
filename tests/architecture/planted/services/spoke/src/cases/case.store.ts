import { drizzle } from 'drizzle-orm'

export const far = drizzle
export const spoke = far
