/**
 * What tests of an app that extends this one are made of: `import { startApp } from 'clerk-orgs/testing'`. Nothing here
 * brings a test runner, so that there is only the app's own.
 */
export { startApp, type FetchAsInit, type StartOptions, type TestApp, type Who } from './app/app.ts'
export { appFixtures } from './app/app-fixtures.ts'
export type { Builders, TestPerson, TestRole } from './app/builders.ts'
export type { Guard } from './page/guard.ts'
export { openAs, signInOnPage, switchTo } from './page/people.ts'
export { testPassword, type TestSession } from './app/session.ts'
export { waitFor } from './app/wait.ts'
export type { Seed } from '../../clerk-local/index.ts'
