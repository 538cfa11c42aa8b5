import { randomUUID } from 'node:crypto'
import type { Clock } from '@oh/kernel'
import postgres from 'postgres'
import { inject } from 'vitest'
import { connect, type Db } from './connect.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser address of the test server, with one migrated template database per kind of service. */
    postgresAdminUrl: string
  }
}

export type TemplateKind = 'spoke' | 'pool' | 'rollup' | 'directory' | 'console'

/** The login that tests act through: bound by row-level security like a service's. */
export const TEST_LOGIN = 'oh_test'
export const TEST_PASSWORD = 'oh_test'

export const templateName = (kind: TemplateKind): string => `template_${kind}`

export interface TestDatabase extends AsyncDisposable {
  /** As a service sees it. */
  readonly serviceUrl: string
  /** As a superuser sees it: past row-level security, for planting and for looking behind the wall. */
  readonly adminUrl: string
  readonly admin: postgres.Sql
  readonly db: Db
}

/** A fresh clone of the kind's migrated template database, dropped when disposed. One per test file is the habit. */
export async function testDatabase(kind: TemplateKind, options: { readonly clock?: Clock } = {}): Promise<TestDatabase> {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const cluster = inject('postgresAdminUrl')
  await onCluster(cluster).unsafe(`create database ${name} owner oh_owner template ${templateName(kind)} strategy file_copy`)
  const adminUrl = withParts(cluster, { database: name })
  const serviceUrl = withParts(cluster, { database: name, user: TEST_LOGIN, password: TEST_PASSWORD })
  const admin = postgres(adminUrl, { max: 2, onnotice: () => undefined })
  const db = connect(serviceUrl, { name: 'test', ...options })
  return {
    serviceUrl,
    adminUrl,
    admin,
    db,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([db.close(), admin.end({ timeout: 5 })])
      await onCluster(cluster).unsafe(`drop database ${name} with (force)`)
    },
  }
}

let ofWorker: postgres.Sql | undefined

/** One connection for all test files of a worker, since making one costs half as much as making a database. */
function onCluster(url: string): postgres.Sql {
  ofWorker ??= postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined })
  return ofWorker
}

/** The same server by another database or login. */
export function withParts(url: string, parts: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url)
  if (parts.database !== undefined) changed.pathname = `/${parts.database}`
  if (parts.user !== undefined) changed.username = parts.user
  if (parts.password !== undefined) changed.password = parts.password
  return changed.href
}
