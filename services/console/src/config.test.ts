import { expect, it } from 'vitest'
import { readConsoleConfig } from './config.ts'

const given = {
  OH_PORT: '3000',
  OH_DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/console',
  OH_CONSOLE_URL: 'https://oh.example.nhs.uk',
  OH_GATEWAY_URL: 'http://127.0.0.1:3001',
  OH_IDENTITY_ISSUER: 'https://id.example.nhs.uk',
  OH_FIELD_KEY_FILE: '/run/secrets/field-key.json',
}

it('reads what a deployment gives, with the rest as in production', () => {
  expect(readConsoleConfig(given)).toMatchObject({
    OH_PROFILE: 'production',
    OH_OIDC_CLIENT_ID: 'oh-console',
    OH_OIDC_RESOURCE: 'urn:oh:federation',
    OH_OIDC_SIGNING_ALGORITHM: 'ES256',
  })
})

it('refuses to speak plain http beyond this machine, and names every fault at once', () => {
  const wrong = { ...given, OH_IDENTITY_ISSUER: 'http://id.example.nhs.uk', OH_CONSOLE_URL: 'ftp://x', OH_FIELD_KEY_FILE: '' }
  expect(() => readConsoleConfig(wrong)).toThrow(/OH_CONSOLE_URL.*\n.*OH_IDENTITY_ISSUER.*https.*\n.*OH_FIELD_KEY_FILE/)
})
