import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { completeLoopbackEnv, type Env, localEnv, misnamedVariables, missingKeys } from './clerk-env.ts'
import { infoFile, isRunning, readInfo } from './clerk-local-process.ts'

/** The settings of the app in this folder: the environment, and `.env` where that is silent. */
export function loadEnv({ quiet = false } = {}): Env {
  const file = join(process.cwd(), '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  if (!quiet) for (const sentence of misnamedVariables(process.env)) console.warn(sentence)
  return process.env
}

/** Settings with Clerk's keys: their own, or without any those of the clerk-local that `npm run dev` started for this folder. */
export async function withClerk(env: Env): Promise<Env> {
  const info = missingKeys(env).length > 1 ? readInfo(infoFile(process.cwd())) : undefined
  const full = info && await isRunning(info) ? { ...env, ...localEnv(info) } : env
  return { ...full, ...completeLoopbackEnv(full) }
}
