#!/usr/bin/env node
/**
 * `npx clerk-orgs doctor`, `npx clerk-orgs mirror:status` and so on: this repository's commands, for an app that extends
 * it, in that app's folder.
 */
import { spawn } from 'node:child_process'
import { jitiFor } from './lib/jiti.mjs'

const scripts = {
  'start': 'start.ts',
  'doctor': 'doctor/doctor.ts',
  'db:backup': 'db/backup.ts',
  'db:restore': 'db/restore.ts',
  'db:copy': 'db/copy.ts',
  'mirror:reconcile': 'mirror/reconcile.ts',
  'mirror:status': 'mirror/status.ts',
  'mirror:replay': 'mirror/replay.ts',
  'mirror:purge': 'mirror/purge.ts',
}

/** A production machine has no Nuxt, and the build knows its aliases. */
const aliases = async name => name === 'start' ? {} : (await (await import('@nuxt/kit')).loadNuxtConfig({ cwd: process.cwd() })).alias

const [name = '', ...rest] = process.argv.slice(2)
if (Object.hasOwn(scripts, name)) {
  const { args, env } = jitiFor(scripts[name], await aliases(name))
  const child = spawn(process.execPath, [...args, ...rest], { stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => { process.exitCode = code ?? 1 })
}
else {
  console.error(`${name ? `${name} is no command` : 'Which command?'}: npx clerk-orgs ${Object.keys(scripts).join(' | ')}`)
  process.exitCode = 2
}
