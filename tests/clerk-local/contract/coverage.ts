import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { differences } from './differences.ts'
import { implemented } from './operations.ts'
import type { Report } from './recorder.ts'
import { inScope, refused } from './scope.ts'
import { loadSpec, prepareSpecs, specFolder, type SpecName, specNames, workFolder } from './spec/spec.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where each test file of this run leaves its report. */
    contractReports: string
  }
}

/** Before the first test file: specifications parsed. After the last: what all of them saw. */
export function setup(project: TestProject) {
  if (!specFolder) return () => console.warn(missing)
  prepareSpecs(specFolder)
  const folder = join(workFolder, `run-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  project.provide('contractReports', folder)
  return async () => {
    const reports = readdirSync(folder).map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Report)
    rmSync(folder, { recursive: true })
    const { rows, gaps } = await coverage(reports)
    console.log(`\nclerk-local and Clerk's specifications\n${grid(rows)}\n`)
    // What no test shows may only be missed when all of them ran.
    const { testFiles } = await project.globTestFiles()
    if (reports.length < testFiles.length) return console.log(`${reports.length} of ${testFiles.length} test files ran; all of them tell what is missing.\n`)
    if (!gaps.length) return
    console.error(`${gaps.join('\n')}\n`)
    process.exitCode = 1
  }
}

const missing = `
  ┌──────────────────────────────────────────────────────────────────────────────────────┐
  │ NOT CHECKED: clerk-local's answers and webhooks against Clerk's specifications.      │
  │ Clerk publishes them at https://github.com/clerk/openapi-specs. Put backend-api.yml  │
  │ (2026-05-12), frontend-api.yml and webhooks.yml into one folder and set              │
  │ CLERK_OPENAPI_DIR to its path.                                                       │
  └──────────────────────────────────────────────────────────────────────────────────────┘
`

async function coverage(reports: Report[]): Promise<{ rows: Record<string, unknown>[], gaps: string[] }> {
  const validated = new Set(reports.flatMap(report => report.validated))
  const shown = new Set(reports.flatMap(report => report.differences))
  const rows: Record<string, unknown>[] = []
  const gaps = list('Differences that no answer shows any more', differences.map(({ spec, place }) => `${spec} ${place}`).filter(name => !shown.has(name)))
  for (const name of Object.keys(specNames) as SpecName[]) {
    const spec = loadSpec(name)
    const all = name === 'webhooks' ? spec.events : spec.operations.map(operation => operation.id)
    const wanted = inScope(name)
    const isValidated = (id: string, kind: 'success' | 'error') => validated.has(`${name} ${id} ${kind}`)
    // An event counts as there when one was sent.
    const there = name === 'webhooks' ? all.filter(type => isValidated(type, 'success')) : Object.keys(await implemented(name)).filter(id => all.includes(id))
    rows.push({
      'specification': name,
      'operations': all.length,
      'in scope': wanted.size,
      'implemented': there.length,
      'success validated': there.filter(id => isValidated(id, 'success')).length,
      'errors validated': name === 'webhooks' ? '–' : there.filter(id => isValidated(id, 'error')).length,
      'always refused': Object.keys(refused[name]).length,
    })
    gaps.push(
      ...list(`${name}: in scope, not implemented`, [...wanted].filter(id => !there.includes(id))),
      ...list(`${name}: implemented, success never validated`, there.filter(id => !isValidated(id, 'success') && !(id in refused[name]))),
      ...list(`${name}: said to be always refused, and succeeds`, Object.keys(refused[name]).filter(id => isValidated(id, 'success'))),
    )
  }
  return { rows, gaps }
}

function list(title: string, names: string[]): string[] {
  return names.length ? [`${title} (${names.length}): ${names.join(', ')}`] : []
}

function grid(rows: Record<string, unknown>[]): string {
  const titles = Object.keys(rows[0] ?? {})
  const lines = [titles, ...rows.map(row => titles.map(title => String(row[title])))]
  const widths = titles.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  return lines.map(line => line.map((cell, column) => column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0)).join('  ')).join('\n')
}
