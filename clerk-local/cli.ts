import { parseArgs } from 'node:util'
import type { ClerkLocal, Seed } from './index.ts'
import { InputError } from './inputs/error.ts'
import { readSeedFile, readSettingsFile } from './inputs/files.ts'
import { removeInfoFile, writeInfoFile } from './persistence/info-file.ts'

const help = `clerk-local: Clerk's Frontend API, Backend API and webhooks on this machine

  npm run clerk-local -- [options]

  --port N            port on loopback, 0 for any free one (default 4010)
  --info FILE         write URLs, keys and people to FILE once it listens
  --state FILE        keep the state in FILE over restarts
  --webhook-url URL   send webhooks there; may be given more than once
  --seed NAME|FILE    demo (default), empty, or a JSON or YAML file
  --settings FILE     settings of the instance, JSON or YAML
  --log               print every call
  --help              print this
`

/** What the command line asks for. */
interface Command {
  port: number
  info?: string
  state?: string
  webhookUrls: string[]
  seed: Seed | 'demo' | 'empty'
  settings?: string
  log: boolean
}

/** Reads the flags; anything wrong is an InputError of one sentence. */
function readCommand(args: string[]): Command | 'help' {
  const { values } = parse(args)
  if (values.help) return 'help'
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) throw new InputError(`--port must be a number from 0 to 65535, not "${values.port}".`)
  const webhookUrls = values['webhook-url'] ?? []
  for (const url of webhookUrls) {
    if (!URL.canParse(url) || !['http:', 'https:'].includes(new URL(url).protocol)) throw new InputError(`--webhook-url must be an http or https URL, not "${url}".`)
  }
  return {
    port,
    info: values.info,
    state: values.state,
    webhookUrls,
    seed: values.seed === 'demo' || values.seed === 'empty' ? values.seed : readSeedFile(values.seed),
    settings: values.settings,
    log: values.log,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        'port': { type: 'string', default: '4010' },
        'info': { type: 'string' },
        'state': { type: 'string' },
        'webhook-url': { type: 'string', multiple: true },
        'seed': { type: 'string', default: 'demo' },
        'settings': { type: 'string' },
        'log': { type: 'boolean', default: false },
        'help': { type: 'boolean', default: false, short: 'h' },
      },
    })
  }
  catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new InputError(`${sentence?.replace(/\.$/, '')}. Try --help.`)
  }
}

async function start(command: Command): Promise<void> {
  // Loaded late, so that help and complaints about flags come at once.
  const { createClerkLocal } = await import('./index.ts')
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const clerk = await createClerkLocal({
    port: command.port,
    seed: command.seed,
    settings: command.settings === undefined ? undefined : readSettingsFile(command.settings),
    webhooks: command.webhookUrls.map(url => ({ url })),
    stateFile: command.state,
    log: say,
    logCalls: command.log,
  })
  let closing = false
  const stop = async () => {
    if (closing) return
    closing = true
    if (command.info) removeInfoFile(command.info, clerk.url)
    await clerk.close()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
  try {
    if (command.info) writeInfoFile(command.info, clerk)
  }
  catch (error) {
    await clerk.close()
    throw new InputError(`The info file ${command.info} can't be written: ${error instanceof Error ? error.message : String(error)}.`)
  }
  introduce(clerk, command, say)
}

function introduce(clerk: ClerkLocal, command: Command, say: (line: string) => void): void {
  // By name, because the app is reached by name: its cookies then come along when a link of the mailbox is opened.
  const page = clerk.url.replace('127.0.0.1', 'localhost')
  say(`clerk-local listens on ${clerk.url}`)
  say(`  mailbox ${page}/mailbox, people and webhooks ${page}`)
  for (const person of clerk.people) say(`  ${person.email}  password ${person.password || '(none)'}  code ${person.code}  ${person.organizations.join(', ')}`)
  for (const url of command.webhookUrls) say(`  webhooks go to ${url}`)
}

/** One sentence for what goes wrong at the start. */
function explain(error: unknown, port: number | undefined): string {
  if (error instanceof InputError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${port} is in use; choose another with --port, or 0 for any.`
  if (code === 'EACCES') return `Port ${port} needs rights that this user lacks; choose one above 1023.`
  return error instanceof Error ? message : String(error)
}

let command: Command | 'help' | undefined
try {
  command = readCommand(process.argv.slice(2))
  if (command === 'help') process.stdout.write(help)
  else await start(command)
}
catch (error) {
  process.stderr.write(`clerk-local: ${explain(error, typeof command === 'object' ? command.port : undefined)}\n`)
  process.exit(1)
}
