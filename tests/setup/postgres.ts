import { existsSync } from 'node:fs'
import { temporaryPostgres } from '@oh/local'
import { migrate } from '@oh/postgres'
import { TEST_LOGIN, TEST_PASSWORD, type TemplateKind, templateName, withParts } from '@oh/postgres/testing'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'

const KINDS: readonly TemplateKind[] = ['spoke', 'pool', 'rollup', 'directory', 'console']
const folderOf = (kind: TemplateKind) =>
  new URL(`../../services/${kind === 'directory' ? 'gateway' : kind}/migrations`, import.meta.url).pathname

/** Starts one PostgreSQL for the whole run, with a migrated template database per kind of service to clone from. */
export default async function setUp(project: TestProject) {
  const server = await temporaryPostgres()
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => undefined })
  await admin.unsafe(`create role oh_owner login password 'oh_owner'; create role oh_app nologin;
    create role ${TEST_LOGIN} login password '${TEST_PASSWORD}' in role oh_app`)
  for (const kind of KINDS.filter((each) => existsSync(folderOf(each)))) {
    await admin.unsafe(`create database ${templateName(kind)} owner oh_owner template template0 encoding 'UTF8'`)
    await migrate({
      ownerUrl: withParts(server.adminUrl, { database: templateName(kind), user: 'oh_owner', password: 'oh_owner' }),
      folder: folderOf(kind),
    })
  }
  await admin.end()
  project.provide('postgresAdminUrl', server.adminUrl)
  return () => server.stop()
}
