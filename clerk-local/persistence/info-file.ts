import { readFileSync, rmSync } from 'node:fs'
import type { ClerkLocalInfo } from '../index.ts'
import { writeAtomically } from './atomic.ts'

/** Tells other programs how to reach this instance; they wait for this file. */
export function writeInfoFile(file: string, info: ClerkLocalInfo): void {
  const { url, backendApiUrl, frontendApiUrl, publishableKey, secretKey, jwtKey, webhookSecret, people } = info
  writeAtomically(file, `${JSON.stringify({ url, backendApiUrl, frontendApiUrl, publishableKey, secretKey, jwtKey, webhookSecret, people }, null, 2)}\n`)
}

/** Removes the file if it still tells of this instance; another one may have taken its place. */
export function removeInfoFile(file: string, url: string): void {
  try {
    if ((JSON.parse(readFileSync(file, 'utf8')) as { url?: unknown }).url === url) rmSync(file)
  }
  catch {
    // Gone or unreadable already: nothing of ours is left.
  }
}
