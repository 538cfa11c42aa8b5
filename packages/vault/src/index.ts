export {
  type FieldPlace,
  IntegrityFault,
  type Keyring,
  type KeyringFile,
  newKeyringFile,
  openKeyring,
  type RecordKey,
} from './keyring.ts'
