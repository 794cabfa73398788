import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { SettingsInput } from '../core/settings.ts'
import type { Seed } from '../seed/index.ts'
import { InputError } from './error.ts'
import { parseSeed } from './seed.ts'
import { checkSettings } from './settings.ts'

/** Reads a seed in JSON or YAML. */
export function readSeedFile(file: string): Seed {
  return parseSeed(readInput(file, 'seed'), `The seed file ${file}`)
}

/** Reads settings in JSON or YAML. */
export function readSettingsFile(file: string): SettingsInput {
  return checkSettings(readInput(file, 'settings'), `The settings file ${file}`)
}

function readInput(file: string, kind: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8')) ?? {}
  }
  catch (error) {
    throw new InputError(`The ${kind} file ${file} can't be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}.`)
  }
}
