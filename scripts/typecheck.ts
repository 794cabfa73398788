/** `npm run typecheck`: the app and the example with vue-tsc through Nuxt, then what runs on plain Node with tsc; two at a time. */
import { spawn } from 'node:child_process'

/** Runs a step; what it printed comes in one piece, because another one runs beside it. */
function run(step: string[]): Promise<boolean> {
  const child = spawn('npx', ['--no-install', ...step], { stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk: string) => printed.push(chunk))
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => {
    process.stdout.write(printed.join(''))
    resolve(code === 0)
  }))
}

/** The second of a lane needs the types that Nuxt writes in the first. */
const lanes = [[['nuxt', 'typecheck'], ['tsc', '-p', 'tests']], [['nuxt', 'typecheck', 'examples/extend'], ['tsc', '-p', 'tsconfig.tools.json']]]
const passed = await Promise.all(lanes.map(async ([first, second]) => [await run(first!), await run(second!)]))
process.exitCode = passed.flat().every(Boolean) ? 0 : 1
