export * from './ids.ts'
export * from './instant.ts'
export * from './ruling.ts'
