export { icsPages } from './ics.page.tsx'
