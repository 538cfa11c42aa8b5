export { type SignatureFault, type SignatureReading, signCompact, verifyCompact } from './compact-token.ts'
export {
  CONSENT_PROOF_SECONDS,
  CONSENT_REFUSALS,
  type ConsentReading,
  type ConsentRefusal,
  type ConsentRuling,
  type ConsentSubject,
  type ConsentWant,
  readConsentProof,
  signConsentProof,
} from './consent-proof.ts'
export { type DecideAsk, type Decision, decide, type Holding, limitsOn } from './decide.ts'
export { type Heartbeat, readHeartbeat, signHeartbeat } from './heartbeat.ts'
export {
  type FetchJson,
  type JwksOptions,
  type JwksSource,
  type JwksStatus,
  jwksKeys,
  type KeyLookup,
  KeySetUnusable,
  type KeySource,
  staticKeys,
} from './key-source.ts'
export { ACTIONS, CALLERS, type Cell, cellOf, isNeverOnOwnRecord, MATRIX, matrixRowOf } from './matrix.ts'
export type { Action } from './matrix-rows.ts'
export { type Caller, LIMITS, type Limit, SCOPES, type Scope } from './matrix-words.ts'
export {
  FEDERATION_AUDIENCE,
  LONGEST_PERSON_TOKEN_SECONDS,
  PERSON_TOKEN_TYPE,
  type PersonReading,
  type PersonTrust,
  type TokenFault,
  type VerifiedPerson,
  verifyPersonToken,
} from './person-token.ts'
export { type KeyFault, type KeyReading, type PublicJwk, readPublicKey } from './public-key.ts'
export { isRole, type Membership, ROLES, type Role, roleTitle } from './roles.ts'
export { type RolesSubject, type RolesWant, readRolesProof, rolesProofs, signRolesProof } from './roles-proof.ts'
export {
  type CallerReading,
  type CallerTokens,
  type CallerTrust,
  callerTokens,
  GATEWAY_ISSUER,
  SERVICE_TOKEN_SECONDS,
  type ServiceReading,
  type ServiceTrust,
  serviceTokens,
  signServiceToken,
  verifyCaller,
  verifyServiceToken,
} from './service-token.ts'
export {
  generateSigningKey,
  keyFingerprint,
  loadSigningKey,
  loadSigningKeys,
  type PrivateJwk,
  publicKeySet,
  type SigningKey,
  type SigningKeys,
  SigningKeyUnusable,
} from './signing-key.ts'
