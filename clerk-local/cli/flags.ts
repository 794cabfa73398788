import { parseArgs } from 'node:util'
import { resolveSettings, type Settings, type SettingsInput } from '../core/settings.ts'
import type { GenerateSize, Seed } from '../index.ts'
import { InputError } from '../inputs/error.ts'
import { readSeedFile, readSettingsFile } from '../inputs/files.ts'
import { nearest } from '../inputs/nearest.ts'
import { checkSettings } from '../inputs/settings.ts'
import { type EndpointInput, signingSecret } from '../webhooks/types.ts'

/** What the command line asks for. */
export interface Command {
  port: number
  info?: string
  state?: string
  webhooks: EndpointInput[]
  speed: number
  seed: Seed | 'demo' | 'empty'
  generate?: GenerateSize
  randomSeed?: number
  /** None when no flag says anything about them: then the state file's stay. */
  settings?: SettingsInput
  log: boolean
}

const options = {
  'port': { type: 'string', default: '4010' },
  'info': { type: 'string' },
  'state': { type: 'string' },
  'seed': { type: 'string', default: 'demo' },
  'generate': { type: 'string' },
  'random-seed': { type: 'string' },
  'webhook-url': { type: 'string', multiple: true },
  'webhook-secret': { type: 'string', multiple: true },
  'webhook-types': { type: 'string', multiple: true },
  'speed': { type: 'string', default: '1' },
  'settings': { type: 'string' },
  'membership': { type: 'string' },
  'max-members': { type: 'string' },
  'rate-limits': { type: 'string' },
  'slugs': { type: 'boolean' },
  'domains': { type: 'boolean' },
  'billing': { type: 'boolean' },
  'api-keys': { type: 'boolean' },
  'live': { type: 'boolean' },
  'log': { type: 'boolean', default: false },
  'help': { type: 'boolean', default: false, short: 'h' },
} as const

type Flags = ReturnType<typeof parse>['values']

/** Reads the flags; anything wrong is an InputError of one sentence. */
export function readCommand(args: string[]): Command | 'help' {
  const { values, tokens } = parse(args)
  if (values.help) return 'help'
  const port = wholeNumber('port', values.port)
  if (port > 65_535) throw new InputError(`--port must be a number from 0 to 65535, not "${values.port}".`)
  const generate = values.generate === undefined ? undefined : generateSize(values.generate)
  if (generate && values.state) throw new InputError('--generate and --state don\'t go together: generated rows are the same at every start and need no file.')
  const speed = Number(values.speed)
  if (!(speed > 0 && Number.isFinite(speed))) throw new InputError(`--speed must be a number above 0, not "${values.speed}".`)
  return {
    port,
    info: values.info,
    state: values.state,
    webhooks: endpoints(tokens),
    speed,
    seed: values.seed === 'demo' || values.seed === 'empty' ? values.seed : readSeedFile(values.seed),
    generate,
    randomSeed: values['random-seed'] === undefined ? undefined : wholeNumber('random-seed', values['random-seed']),
    settings: settingsOf(values),
    log: values.log,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, tokens: true, allowNegative: true })
  }
  catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split('. ')
    const unknown = /Unknown option '--([^']+)'/.exec(sentence)?.[1]
    const meant = unknown && nearest(unknown, Object.keys(options))
    throw new InputError(`${sentence.replace(/\.$/, '')}. ${meant ? `Did you mean --${meant}?` : 'Try --help.'}`)
  }
}

function wholeNumber(flag: string, text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InputError(`--${flag} must be a number, not "${text}".`)
  return Number(text)
}

function generateSize(text: string): GenerateSize {
  const [, organizations, members] = /^(\d{1,6})x(\d{1,6})$/.exec(text) ?? []
  if (!organizations || !members) throw new InputError(`--generate must look like 1000x50 (organizations x members of each), not "${text}".`)
  return { organizations: Number(organizations), members: Number(members) }
}

/** Secrets and types belong to the URL before them. */
function endpoints(tokens: ReturnType<typeof parse>['tokens']): EndpointInput[] {
  const list: EndpointInput[] = []
  for (const token of tokens) {
    if (token.kind !== 'option' || !token.name.startsWith('webhook-')) continue
    const value = token.value ?? ''
    const last = list.at(-1)
    if (token.name === 'webhook-url') {
      if (!URL.canParse(value) || !['http:', 'https:'].includes(new URL(value).protocol)) throw new InputError(`--webhook-url must be an http or https URL, not "${value}".`)
      list.push({ url: value })
    }
    else if (!last) throw new InputError(`--${token.name} belongs behind a --webhook-url.`)
    else if (token.name === 'webhook-types') last.types = value.split(',')
    else if (!signingSecret.test(value)) throw new InputError(`--webhook-secret must look like whsec_ with at least 24 characters of base64 behind it, not "${value}".`)
    else last.secret = value
  }
  return list
}

/** The settings file, and single flags over it. */
function settingsOf(values: Flags): SettingsInput | undefined {
  const organizations: Partial<Settings['organizations']> = {}
  if (values.membership !== undefined) {
    if (!['required', 'optional'].includes(values.membership)) throw new InputError(`--membership must be required or optional, not "${values.membership}".`)
    organizations.membershipRequired = values.membership === 'required'
  }
  if (values['max-members'] !== undefined) organizations.maxAllowedMemberships = wholeNumber('max-members', values['max-members'])
  if (values.slugs !== undefined) organizations.slugsEnabled = values.slugs
  if (values.domains !== undefined) organizations.domainsEnabled = values.domains
  const flags = {
    ...(Object.keys(organizations).length && { organizations }),
    ...(values.billing !== undefined && { billing: { organizationEnabled: values.billing } }),
    ...(values['api-keys'] !== undefined && { apiKeys: { organizationEnabled: values['api-keys'] } }),
    ...(values.live !== undefined && { live: values.live }),
    ...(values['rate-limits'] !== undefined && checkSettings({ rateLimits: values['rate-limits'] }, 'The flags')),
  }
  const file = values.settings === undefined ? undefined : readSettingsFile(values.settings)
  return file || Object.keys(flags).length ? resolveSettings(flags, resolveSettings(file)) : undefined
}
