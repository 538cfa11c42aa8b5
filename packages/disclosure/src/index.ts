export * from './catalogue.ts'
export * from './policy.ts'
export * from './protect.ts'
export * from './shown.ts'
