import { posix } from 'node:path'

/** What one folder may import. */
interface Room {
  /** Other rooms of ours; a room may always import itself. `*` is every room but tests. */
  may: readonly string[]
  /** Packages it may not import: names, prefixes that end in `*`, or a test. */
  packages?: (name: string) => boolean
}

const isNode = (name: string) => name.startsWith('node:')
const isServerPackage = (name: string) => isNode(name) || /^(?:h3|nitropack|svix|better-sqlite3|drizzle-orm|@clerk\/backend|@clerk\/nuxt\/server)(?:\/|$)/.test(name)
const isVuePackage = (name: string) => /^(?:vue|vue-router|pinia|@clerk\/vue|@nuxt\/ui|#app|#imports|#components)(?:\/|$)/.test(name)
const isDatabasePackage = (name: string) => /^(?:better-sqlite3|drizzle-orm|pg|postgres)(?:\/|$)/.test(name)

const inBrowser = { packages: isServerPackage }
const onServer = { packages: (name: string) => isVuePackage(name) || isDatabasePackage(name) }
const view = { may: ['components', 'composables', 'stores', 'shared', 'assets'], ...inBrowser }

/**
 * Who may import whom: the table of docs/architecture.md, which ESLint and `tests/unit/structure.test.ts` both read.
 *
 * The longest matching folder counts, so `server/api` has its own line. A folder that is not here may not exist.
 */
export const rooms: Readonly<Record<string, Room>> = {
  'pages': view,
  'layouts': view,
  'components': { ...view },
  'plugins': view,
  'assets': { may: [] },
  'public': { may: [] },
  'composables': { may: ['stores', 'shared'], ...inBrowser },
  'stores': { may: ['shared'], ...inBrowser },
  'middleware': { may: ['stores', 'composables', 'shared'], ...inBrowser },
  'shared': { may: [], packages: name => name !== 'zod' },
  'server': { may: ['server', 'db', 'shared'], ...onServer },
  // A handler reads through `db` and changes things through a service.
  'server/api': { may: ['server/utils', 'server/services', 'db', 'shared'], ...onServer },
  'server/api/webhooks': { may: ['server/utils', 'server/ingest', 'db', 'shared'], ...onServer },
  'server/services': { may: ['server/ingest', 'db', 'shared'], packages: name => onServer.packages(name) || /^(?:h3|nitropack)(?:\/|$)/.test(name) },
  'server/ingest': { may: ['db', 'shared'], ...onServer },
  'server/utils': { may: ['server/services', 'db', 'shared'], ...onServer },
  'db': { may: ['shared'], packages: name => isVuePackage(name) || /^(?:h3|nitropack|svix|@clerk)(?:\/|$)/.test(name) },
  'clerk-local': { may: [], packages: name => isVuePackage(name) || isDatabasePackage(name) || /^(?:h3|nitropack|nuxt|@clerk\/(?:nuxt|vue))(?:\/|$)/.test(name) },
  'modules': { may: ['scripts'], packages: isDatabasePackage },
  'scripts': { may: ['clerk-local'], packages: isVuePackage },
  // Commands for operators, on the app's own database.
  'scripts/db': { may: ['scripts', 'db', 'shared'], packages: isVuePackage },
  // Looks at everything.
  'scripts/doctor': { may: ['scripts', 'server', 'db', 'shared'], packages: isVuePackage },
  // Commands for operators, on the app's own code.
  'scripts/mirror': { may: ['scripts', 'server', 'db', 'shared'], packages: isVuePackage },
  'tests': { may: ['*', 'tests'] },
  'bench': { may: ['*', 'tests'] },
  'docs': { may: [] },
  // An app of its own, that extends this one.
  'examples': { may: ['server', 'db', 'shared'] },
}

/** Files beside the folders: the app's entry, and the configuration of tools. */
const rootRoom: Room = { may: ['components', 'composables', 'stores', 'shared', 'assets', 'scripts'] }

/** The room a path of this project lies in, such as `server/api`; empty for files at the root, undefined outside. */
export function roomOf(path: string): string | undefined {
  if (!path.includes('/')) return ''
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder))
    if (folder in rooms) return folder
}

/** The path within this project that a specifier names, or undefined when it names a package. */
export function resolveSpecifier(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  const alias = /^(?:~~|@@|~|@)\/(.*)$/.exec(specifier)
  if (alias) return posix.normalize(alias[1]!)
  if (/^#shared(?:\/|$)/.test(specifier)) return specifier.slice(1)
  if (specifier.startsWith('#clerk-orgs/')) return specifier.slice('#clerk-orgs/'.length)
  if (specifier === '#policy') return 'shared/policy/vocabulary'
  if (specifier === '#texts') return 'shared/texts/base'
  if (specifier === '#tables') return 'db/extension'
}

const inside = (room: string, allowed: string) => room === allowed || room.startsWith(`${allowed}/`)

/**
 * Why a file may not import something, or undefined when it may.
 *
 * @param file - path from the project's root, with forward slashes
 * @param specifier - what stands between the quotes
 */
export function importProblem(file: string, specifier: string): string | undefined {
  const from = roomOf(file)
  if (from === undefined) return `${file} is in a folder that is not in the table of rooms (scripts/lib/rooms.ts).`
  const room = from === '' ? rootRoom : rooms[from]!
  const target = resolveSpecifier(file, specifier)
  if (target === undefined)
    return room.packages?.(specifier) ? `${from}/ may not import the package '${specifier}'.` : undefined
  if (target.startsWith('.nuxt/')) return
  const to = target in rooms ? target : roomOf(target)
  if (to === undefined) return target.startsWith('..') ? `'${specifier}' is outside of this project.` : `'${specifier}' is in no known folder.`
  // Files at the root are the root's own business, and the tests'.
  if (to === from || (to === '' && inside(from, 'tests'))) return
  const allowed = to !== '' && room.may.some(name => name === '*' ? !inside(to, 'tests') : inside(to, name))
  return allowed ? undefined : `${from ? `${from}/` : 'The root'} may not import ${to ? `from ${to}/` : 'a file of the root'} ('${specifier}').`
}
