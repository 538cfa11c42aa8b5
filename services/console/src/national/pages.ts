export { nationalPages } from './national.page.tsx'
