import type { TestProject } from 'vitest/node'
import { createDatabase } from '../../../db'
import { createPostgresDatabase, startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server of this run and a migrated database to copy; only in projects that test on PostgreSQL. */
    postgres?: { server: string, template: string }
  }
}

/** One PostgreSQL server for the projects that test on it. */
export default async function setup(project: TestProject) {
  const server = await startPostgres()
  const template = await createPostgresDatabase(server.adminUrl)
  await (await createDatabase(template.url)).close()
  project.provide('postgres', { server: server.adminUrl, template: new URL(template.url).pathname.slice(1) })
  return server.stop
}
