import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connect, migrate, requireSchema, SchemaOfAnotherLine, SchemaOutOfRange } from './index.ts'
import { withParts } from './testing.ts'

const folder = new URL('../../../services/gateway/migrations', import.meta.url).pathname
const name = `m_${randomUUID().replaceAll('-', '')}`
const ownerUrl = () => withParts(inject('postgresAdminUrl'), { database: name, user: 'oh_owner', password: 'oh_owner' })
const serviceUrl = () => withParts(inject('postgresAdminUrl'), { database: name, user: 'oh_test', password: 'oh_test' })
let admin: postgres.Sql

beforeAll(async () => {
  admin = postgres(inject('postgresAdminUrl'), { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create database ${name} owner oh_owner template template0`)
})
afterAll(async () => {
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
})

describe('migrating', () => {
  it('is refused as a start: a service on a database never migrated says what to run', async () => {
    await using db = connect(serviceUrl(), { name: 'test' })
    await expect(requireSchema(db, { from: 1, to: 1 })).rejects.toThrow('run "npm run migrate" first')
  })

  it('by four at once on a new database all succeed, on the same version', async () => {
    const versions = await Promise.all([1, 2, 3, 4].map(() => migrate({ ownerUrl: ownerUrl(), folder })))
    expect(new Set(versions).size).toBe(1)
    expect(versions[0]).toBeGreaterThan(0)
  })

  it('lets a service start inside its range and refuses it on either side', async () => {
    await using db = connect(serviceUrl(), { name: 'test' })
    const version = await requireSchema(db, { from: 1, to: 99 })
    await expect(requireSchema(db, { from: version + 1, to: 99 })).rejects.toThrow(SchemaOutOfRange)
    await expect(requireSchema(db, { from: 0, to: version - 1 })).rejects.toThrow('start a newer build')
  })

  it('refuses a database whose migrations are of another line, and leaves it as it is', async () => {
    const other = new URL('../../../services/console/migrations', import.meta.url).pathname
    await expect(migrate({ ownerUrl: ownerUrl(), folder: other })).rejects.toThrow(SchemaOfAnotherLine)
    await migrate({ ownerUrl: ownerUrl(), folder })
    await using db = connect(serviceUrl(), { name: 'test' })
    expect(await requireSchema(db, { from: 1, to: 99 })).toBeGreaterThan(0)
  })

  it('is not for a service: its login may not make a table', async () => {
    const service = postgres(serviceUrl(), { max: 1 })
    await expect(service`create table mine (id int)`).rejects.toThrow('permission denied')
    await service.end()
  })
})
