import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FederationFile } from './announce.ts'
import { dataFolderAt, readJson } from './data-folder.ts'
import { signAccessToken } from './identity/access-token.ts'
import { readLocalSettings } from './local-settings.ts'
import { keyFilesOf } from './member-keys.ts'
import type { Persona } from './personas.ts'
import { PlainFault, runPlainly } from './plain-fault.ts'
import { personasFile } from './service-environment.ts'

/** Prints an access token for a persona of the federation in this data folder, and nothing else, so that a shell can take it. */
await runPlainly(async () => {
  const { dataDir } = readLocalSettings(process.env)
  const data = dataFolderAt(dataDir)
  const personas = readJson<Persona[]>(personasFile(data))
  const federation = readJson<FederationFile>(path.join(dataDir, 'federation.json'))
  if (!personas || !federation)
    throw new PlainFault(`No federation is running from ${dataDir}: start one with "npm start" first.`)
  const asked = process.argv[2] ?? ''
  const persona = personas.find(({ id }) => id === asked)
  if (!persona) {
    const known = personas.map(({ id }) => id).join(', ')
    throw new PlainFault(
      `${asked ? `There is no persona "${asked}"` : 'Say whose token: npm run token -- <persona id>'}; the ids are ${known}.`,
    )
  }
  const key: unknown = JSON.parse(readFileSync(keyFilesOf(data, 'identity').signingKeyFile, 'utf8'))
  process.stdout.write(`${await signAccessToken(key, federation.identity, persona.id, Date.now())}\n`)
})
