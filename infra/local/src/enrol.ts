import { dataFolderAt } from './data-folder.ts'
import { enrolSpoke } from './enrol-spoke.ts'
import { readLocalSettings } from './local-settings.ts'
import { PlainFault, runPlainly } from './plain-fault.ts'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** `npm run enrol -- <trust code>` */
await runPlainly(async () => {
  const settings = readLocalSettings(process.env)
  const code = process.argv[2]
  if (!code) throw new PlainFault('Say which trust joins: npm run enrol -- <trust code>')
  const spoke = await enrolSpoke(settings, dataFolderAt(settings.dataDir), code, say)
  say(`${spoke.trusts[0]} (${spoke.name}) has joined at ${spoke.url}; sign in as nurse-${spoke.trusts[0].toLowerCase()}.`)
})
