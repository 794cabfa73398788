import { type Command, readCommand } from './flags.ts'
import { help } from './help.ts'
import type { ClerkLocal } from '../index.ts'
import { InputError } from '../inputs/error.ts'
import { removeInfoFile, writeInfoFile } from '../persistence/info-file.ts'

async function start(command: Command): Promise<void> {
  // Loaded late, so that help and complaints about flags come at once.
  const { createClerkLocal } = await import('../index.ts')
  const say = (line: string) => process.stdout.write(`${line}\n`)
  const clerk = await createClerkLocal({
    port: command.port,
    seed: command.seed,
    generate: command.generate,
    randomSeed: command.randomSeed,
    settings: command.settings,
    webhooks: command.webhooks,
    delivery: { speed: command.speed },
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
  for (const { url } of command.webhooks) say(`  webhooks go to ${url}`)
  if (command.generate) say(`  ${clerk.store.organizations.size} organizations, ${clerk.store.memberships.size} memberships, ${clerk.store.users.size} people`)
}

/** One sentence for what goes wrong at the start. */
function explain(error: unknown, port: number | undefined): string {
  if (error instanceof InputError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${port} is in use; choose another with --port, or 0 for any.`
  if (code === 'EACCES') return `Port ${port} needs rights that this user lacks; choose one above 1023.`
  return error instanceof Error ? message : String(error)
}

/** Runs the command line; what goes wrong is one sentence and exit code 1. */
export async function main(args: string[]): Promise<void> {
  let command: Command | 'help' | undefined
  try {
    command = readCommand(args)
    if (command === 'help') process.stdout.write(help)
    else await start(command)
  }
  catch (error) {
    process.stderr.write(`clerk-local: ${explain(error, typeof command === 'object' ? command.port : undefined)}\n`)
    process.exit(1)
  }
}
