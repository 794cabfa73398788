import { demoSeed } from './demo.ts'
import type { Seed } from './schema.ts'

/** What a row of each list is known by. */
const names = { features: 'slug', permissions: 'key', plans: 'slug', discounts: 'name', roles: 'key', roleSets: 'key', users: 'email', organizations: 'slug' } as const

type Row = Record<string, unknown>

/** The demo with what the seed has besides. A row of a known name is merged: its own fields win, and lists grow. */
export function extendDemo({ $schema: _, extends: __, ...own }: Seed): Seed {
  return Object.fromEntries(Object.entries(names).map(([list, name]) => {
    const [base, rows] = [demoSeed, own].map(seed => (seed[list as keyof typeof names] ?? []) as Row[]) as [Row[], Row[]]
    const known = base.map(row => merged(row, rows.find(other => other[name] === row[name])))
    return [list, [...known, ...rows.filter(row => base.every(other => other[name] !== row[name]))]]
  }))
}

function merged(row: Row, own: Row = {}): Row {
  const fields = Object.entries(own).map(([key, value]) => [key, Array.isArray(value) ? [...new Set([...row[key] as unknown[] ?? [], ...value])] : value])
  return { ...row, ...Object.fromEntries(fields) as Row }
}
