import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { asIcsCode, type IcsCode } from '@oh/kernel'
import { PlainFault } from './plain-fault.ts'

export interface LocalSettings {
  readonly checkout: string
  readonly dataDir: string
  readonly ics: readonly IcsCode[]
  readonly portBase: number
  /** Months of made-up national figures that a new federation begins with. */
  readonly historyMonths: number
  /** Set when an existing PostgreSQL is to be used instead of our own. */
  readonly adminUrl?: string
}

const DEFAULT_ICS = 'QK1,QT1'
const DEFAULT_PORT_BASE = 3000
const HIGHEST_PORT_BASE = 65_000
const DEFAULT_HISTORY = 36
const LONGEST_HISTORY = 600

/** The checkout this code stands in. */
export const checkout: string = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')

/** Settings of the local federation from the environment; empty counts as unset. Throws PlainFault naming the first fault. */
export function readLocalSettings(env: NodeJS.ProcessEnv): LocalSettings {
  const adminUrl = env.OH_DATABASE_ADMIN_URL
  return {
    checkout,
    dataDir: env.OH_DATA_DIR ? path.resolve(env.OH_DATA_DIR) : path.join(checkout, '.local'),
    ics: icsCodes(env.OH_ICS || DEFAULT_ICS),
    portBase: portBase(env.OH_PORT_BASE || String(DEFAULT_PORT_BASE)),
    historyMonths: historyMonths(env.OH_HISTORY_MONTHS || String(DEFAULT_HISTORY)),
    ...(adminUrl ? { adminUrl: checkedUrl(adminUrl) } : {}),
  }
}

function icsCodes(text: string): readonly IcsCode[] {
  const words = text.split(',').map((word) => word.trim())
  const codes = words.map((word) => {
    const code = asIcsCode(word)
    if (!code) throw new PlainFault(`OH_ICS holds "${word}", which is not an ICS code: write codes like QK1,QT1.`)
    return code
  })
  return [...new Set(codes)]
}

function portBase(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1024 && port <= HIGHEST_PORT_BASE) return port
  throw new PlainFault(`OH_PORT_BASE is "${text}": write a whole number from 1024 to ${HIGHEST_PORT_BASE}.`)
}

function historyMonths(text: string): number {
  const months = Number(text)
  if (Number.isInteger(months) && months >= 0 && months <= LONGEST_HISTORY) return months
  throw new PlainFault(`OH_HISTORY_MONTHS is "${text}": write a whole number from 0 to ${LONGEST_HISTORY}.`)
}

function checkedUrl(text: string): string {
  if (URL.canParse(text) && /^postgres(ql)?:/.test(text)) return text
  throw new PlainFault('OH_DATABASE_ADMIN_URL is not a PostgreSQL address: write postgres://user:password@host:port/database.')
}
