import { readFileSync } from 'node:fs'
import type { PrivateJwk } from '@oh/auth'
import { readJson } from '../data-folder.ts'
import type { Persona } from '../personas.ts'
import { createIdentityServer, type IdentitySettings } from './identity-server.ts'

const environment = process.env

const port = Number(needed('OH_PORT'))
const server = createIdentityServer(readSettings())
server.listen(port, needed('OH_HOST'))
server.once('error', () => {
  process.stderr.write(`Port ${port} is in use by another program.\n`)
  process.exitCode = 1
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    server.close()
    server.closeAllConnections()
  })
}

function readSettings(): IdentitySettings {
  const personasFile = needed('OH_PERSONAS_FILE')
  const stored = JSON.parse(readFileSync(needed('OH_SIGNING_KEY_FILE'), 'utf8')) as PrivateJwk | { keys: PrivateJwk[] }
  const signingKeys = 'keys' in stored ? stored.keys : [stored]
  const personas = () => readJson<Persona[]>(personasFile) ?? []
  return {
    issuer: needed('OH_IDENTITY_ISSUER'),
    consoleUrl: needed('OH_CONSOLE_URL'),
    signingKeys,
    cookieKeys: signingKeys.map(({ d }) => d),
    signInsFile: needed('OH_SIGN_INS_FILE'),
    personas,
    findPersona: (id) => personas().find((persona) => persona.id === id),
  }
}

function needed(name: string): string {
  const value = environment[name]
  if (!value) throw new Error(`${name} is not set.`)
  return value
}
