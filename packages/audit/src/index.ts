export { auditEntry, auditHead, auditSeal } from './audit.table.ts'
export { type Access, audit } from './audit.ts'
export { type HeadSigner, seal, startSealer } from './seal.ts'
export { type Anchor, type ChainPart, type ChainReport, verifyChain } from './verify.ts'
