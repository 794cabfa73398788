import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Operations } from '../../../clerk-local/contract/operations.ts'

const contract = join(import.meta.dirname, '../../../clerk-local/contract')

/** Every operation that clerk-local has: all `…Operations` of the contract of one API. */
export async function implemented(api: 'backend' | 'frontend'): Promise<Record<string, string>> {
  const files = readdirSync(join(contract, api), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  const modules = await Promise.all(files.map(file => import(pathToFileURL(join(contract, api, file)).href) as Promise<Record<string, Operations>>))
  return Object.assign({}, ...modules.flatMap(module => Object.values(module))) as Record<string, string>
}
