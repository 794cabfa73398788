/** The servers that are measured: what runs them, and what their probe says. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { untilHealthy } from '../../scripts/lib/health.ts'
import { anyFreePort } from '../../scripts/lib/ports.ts'

/** A server and its probe's socket. */
export interface Server { url: string, probe: string }

const here = import.meta.dirname
const bin = join(here, '..', '..', 'node_modules', '.bin')

/**
 * Builds an app of the benchmarks, as its configuration says: into `.data/bench/<name>`.
 *
 * @param directory - from `bench/`
 */
export function build(directory: string, tool: 'nuxt' | 'nitropack', name: string): string {
  const cwd = join(here, '..', directory)
  const { status, stdout, stderr } = spawnSync(join(bin, tool), tool === 'nuxt' ? ['build', cwd] : ['build', '--dir', cwd], { encoding: 'utf8', cwd })
  if (status !== 0) throw new Error(`${tool} build ${directory} failed:\n${stdout}${stderr}`)
  return join(here, '..', '..', '.data', 'bench', name, 'output', 'server', 'index.mjs')
}

/** Variables that load the probe into a server. */
export const probeEnv = (probe: string): Record<string, string> => ({ NODE_OPTIONS: `--import=${pathToFileURL(join(here, 'probe.ts')).href}`, BENCH_PROBE: probe })

const children = new Set<() => void>()
process.once('exit', () => { for (const kill of children) kill() })

/** Starts a built server on a free port, with its probe. */
export async function start(entry: string, folder: string, env: Record<string, string> = {}): Promise<Server & { close: () => Promise<void> }> {
  const port = await anyFreePort()
  const probe = join(folder, `${port}.sock`)
  const child = spawn(process.execPath, [entry], { env: { PATH: process.env.PATH, NODE_ENV: 'production', HOST: 'localhost', PORT: String(port), ...probeEnv(probe), ...env }, stdio: ['ignore', 'ignore', 'inherit'] })
  const kill = () => child.kill('SIGKILL')
  children.add(kill)
  const url = `http://localhost:${port}`
  if (!await untilHealthy(url, () => child.exitCode !== null, 30_000)) throw new Error(`${entry} did not start.`)
  return { url, probe, close: async () => { child.kill(); await once(child, 'exit'); children.delete(kill) } }
}

/** Microseconds of processor time, and signatures verified, since the server started. */
export async function ask({ probe }: Pick<Server, 'probe'>): Promise<{ cpu: number, verified: number }> {
  const { user, system, verified } = JSON.parse(await text(connect(probe))) as { user: number, system: number, verified: number }
  return { cpu: user + system, verified }
}
