/** `npm run typecheck`: the app with vue-tsc through Nuxt, then what runs on plain Node with tsc. */
import { spawnSync } from 'node:child_process'

const steps = [['nuxt', 'typecheck'], ['nuxt', 'typecheck', 'examples/extend'], ['tsc', '-p', 'tsconfig.tools.json'], ['tsc', '-p', 'tests']]
const failed = steps.filter(step => spawnSync('npx', ['--no-install', ...step], { stdio: 'inherit', shell: process.platform === 'win32' }).status !== 0)
process.exitCode = failed.length ? 1 : 0
