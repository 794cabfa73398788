import { spawn } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ClerkLocalInfo } from './clerk-env.ts'
import { nextFreePort } from './ports.ts'

/** Where clerk-local listens unless the port is taken. */
export const clerkLocalPort = 4010

/** Whom and what clerk-local starts with, where an app says so. */
const SEED = 'clerk-local.seed.json'

export interface ClerkLocalOptions {
  /** The app's folder: where it keeps its state, and may have people and plans of its own in `clerk-local.seed.json`. */
  root: string
  /** The app's own origin, for webhooks. */
  appUrl: string
  /** Called with each line clerk-local prints. */
  onLine?: (line: string) => void
  /** Called if clerk-local ends by itself. */
  onExit?: (code: number | null) => void
}

export interface ClerkLocalProcess {
  info: ClerkLocalInfo
  /** False when an instance that was running already is used. */
  started: boolean
  close: () => Promise<void>
}

/** The file that other programs read to find the running clerk-local. */
export const infoFile = (root: string): string => join(root, '.data', 'clerk-local.json')

/** The info a file holds, or undefined while it is missing or half written. */
export function readInfo(file: string): ClerkLocalInfo | undefined {
  try { return JSON.parse(readFileSync(file, 'utf8')) as ClerkLocalInfo }
  catch { return }
}

/** Whether the instance an info file describes is the one that answers at its address. */
export async function isRunning(info: ClerkLocalInfo): Promise<boolean> {
  try {
    const response = await fetch(`${info.backendApiUrl}/v1/jwks`, {
      headers: { authorization: `Bearer ${info.secretKey}` },
      signal: AbortSignal.timeout(1000),
    })
    const { keys } = await response.json() as { keys: { n?: string }[] }
    const { n } = createPublicKey(info.jwtKey).export({ format: 'jwk' })
    return keys.some(key => key.n === n)
  }
  catch { return false }
}

/**
 * Uses the clerk-local that runs for this folder, or starts one and waits until it listens.
 *
 * The child ends when this process does, even if this process is killed.
 */
export async function startClerkLocal(options: ClerkLocalOptions): Promise<ClerkLocalProcess> {
  const { root, appUrl, onLine = () => {}, onExit = () => {} } = options
  const file = infoFile(root)
  const known = readInfo(file)
  if (known && await isRunning(known)) return { info: known, started: false, close: async () => {} }

  await mkdir(join(root, '.data'), { recursive: true })
  rmSync(file, { force: true })
  const port = await nextFreePort(clerkLocalPort)
  const child = spawn(process.execPath, [
    '--import', new URL('exit-with-parent.ts', import.meta.url).href,
    fileURLToPath(new URL('../../clerk-local/cli.ts', import.meta.url)),
    '--port', String(port),
    '--info', file,
    '--state', join(root, '.data', 'clerk-local-state.json'),
    '--webhook-url', `${appUrl}/api/webhooks/clerk`,
    ...existsSync(join(root, SEED)) ? ['--seed', join(root, SEED)] : [],
    ...process.env.CLERK_LOCAL_LOG ? ['--log'] : [],
  ], { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: childEnv() })

  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8')
    let rest = ''
    stream.on('data', (chunk: string) => {
      output = (output + chunk).slice(-4000)
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      lines.forEach(onLine)
    })
  }
  let ended = false
  const exit = new Promise<void>(resolve => child.once('exit', () => resolve()))
  child.once('error', (error) => { ended = true; output += error.message })
  child.once('exit', () => { ended = true })

  const info = await waitForInfo(file, () => ended)
  if (!info) {
    child.kill()
    throw new Error(`clerk-local did not start.\n${output.trim() || 'It printed nothing.'}`)
  }
  let closing = false
  child.once('exit', code => closing || onExit(code))
  return {
    info,
    started: true,
    async close() {
      closing = true
      if (ended) return
      child.kill('SIGTERM')
      await Promise.race([exit, sleep(3000).then(() => child.kill('SIGKILL'))])
    },
  }
}

/** clerk-local gets the environment without NODE_OPTIONS meant for the parent, and without any key. */
function childEnv(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS' && !/CLERK.*(?:KEY|SECRET)/.test(name)))
}

async function waitForInfo(file: string, ended: () => boolean, timeout = 20_000): Promise<ClerkLocalInfo | undefined> {
  for (const end = Date.now() + timeout; Date.now() < end && !ended(); await sleep(50)) {
    const info = existsSync(file) ? readInfo(file) : undefined
    if (info?.url) return info
  }
}
