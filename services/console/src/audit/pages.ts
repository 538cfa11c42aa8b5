export { auditPages } from './audit.page.tsx'
