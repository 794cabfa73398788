import { inject } from 'vitest'

/** Loaded before test files: the apps they start, which know nothing of Vitest, get a database on the project's server. */
const postgres = inject('postgres')
if (postgres) Object.assign(process.env, { TEST_POSTGRES: postgres.server, TEST_POSTGRES_TEMPLATE: postgres.template })
