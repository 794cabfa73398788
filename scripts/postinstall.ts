/** After `npm install`: removes what the `node` package leaves behind, and generates Nuxt's types. */
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')

// `node` installs the platform's package inside itself, hard-links the program to bin/ and keeps 67 MB of C headers.
// npm removes that folder at the next install anyway, because no lockfile names it.
const nested = join(root, 'node_modules', 'node', 'node_modules')
if (existsSync(join(root, 'node_modules', 'node', 'bin', 'node'))) rmSync(nested, { recursive: true, force: true })

// Types are wanted by editors, lint and type checks. A production install without them is complete too.
const nuxt = join(root, 'node_modules', 'nuxt', 'bin', 'nuxt.mjs')
if (existsSync(nuxt)) process.exitCode = spawnSync(process.execPath, [nuxt, 'prepare', '--logLevel=silent'], { cwd: root, stdio: 'inherit' }).status ?? 1
