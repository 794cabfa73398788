import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Wherever the package manager has put it: for an app that extends this one that is not beside this file. */
const cli = join(dirname(fileURLToPath(import.meta.resolve('jiti/package.json'))), 'lib', 'jiti-cli.mjs')

/**
 * How one of this repository's scripts runs for an app that extends it: with that app's own policy table, texts and tables.
 *
 * @param {string} script - path of the script from `scripts/`
 * @param {Record<string, string>} alias - the aliases of the app's Nuxt configuration
 * @returns {{ args: string[], env: Record<string, string> }} what Node gets, and the environment it gets besides its own
 */
export function jitiFor(script, alias) {
  const own = Object.fromEntries(Object.entries(alias).filter(([name]) => ['#policy', '#texts', '#tables', '#shared', '#clerk-orgs'].includes(name)))
  return { args: [cli, fileURLToPath(new URL(`../${script}`, import.meta.url))], env: { JITI_ALIAS: JSON.stringify(own) } }
}
