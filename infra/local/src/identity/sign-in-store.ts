import type { Adapter, AdapterPayload } from 'oidc-provider'
import { readJson, writeJson } from '../data-folder.ts'

type Rows = Record<string, { payload: AdapterPayload; endsAt: number | null }>

const WRITE_AFTER_MS = 100

/**
 * Sign-ins, grants and refresh tokens of the development provider, kept in one file, so that a restart signs nobody out.
 * Returns the maker of adapters that oidc-provider asks for, one for each kind of row.
 */
export function signInStore(file: string, now: () => number = Date.now): (kind: string) => Adapter {
  const rows: Rows = readJson<Rows>(file) ?? {}
  let isWaiting = false
  const changed = () => {
    if (isWaiting) return
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      forgetEnded(rows, now())
      try {
        writeJson(file, rows)
      } catch (fault) {
        // a full disk must not end the provider: the sign-ins are in memory, and the next change writes them all
        const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown'
        process.stderr.write(`The sign-ins could not be kept (${code}).\n`)
      }
    }, WRITE_AFTER_MS)
  }
  return (kind) => adapterFor(kind, rows, now, changed)
}

function adapterFor(kind: string, rows: Rows, now: () => number, changed: () => void): Adapter {
  const key = (id: string) => `${kind}:${id}`
  const live = (id: string) => {
    const row = rows[key(id)]
    return row && (row.endsAt === null || row.endsAt > now()) ? row.payload : undefined
  }
  const liveWhere = (matches: (payload: AdapterPayload) => boolean) =>
    Object.keys(rows)
      .filter((each) => each.startsWith(`${kind}:`))
      .map((each) => live(each.slice(kind.length + 1)))
      .find((payload) => payload !== undefined && matches(payload))
  return {
    upsert: async (id, payload, expiresIn) => {
      rows[key(id)] = { payload, endsAt: expiresIn ? now() + expiresIn * 1000 : null }
      changed()
    },
    find: async (id) => live(id),
    findByUid: async (uid) => liveWhere((payload) => payload.uid === uid),
    findByUserCode: async (userCode) => liveWhere((payload) => payload.userCode === userCode),
    consume: async (id) => {
      const payload = live(id)
      if (payload) payload.consumed = Math.floor(now() / 1000)
      changed()
    },
    destroy: async (id) => {
      delete rows[key(id)]
      changed()
    },
    revokeByGrantId: async (grantId) => {
      for (const [each, { payload }] of Object.entries(rows)) {
        if (payload.grantId === grantId) delete rows[each]
      }
      changed()
    },
  }
}

function forgetEnded(rows: Rows, now: number): void {
  for (const [each, { endsAt }] of Object.entries(rows)) {
    if (endsAt !== null && endsAt <= now) delete rows[each]
  }
}
