import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')

/** What a block of code in the documentation says, and of what it is a part. */
export interface Block { page: string, language: string, code: string, file?: string }

/** A file of this repository as text. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Every page of the documentation. */
export const pages: string[] = ['README.md', 'AGENTS.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.md')).map(file => `docs/${file}`)]

/** The blocks of a page. A block of a file begins with a comment that names it; JSON has none, and the sentence before it names the file. */
export const blocks = (page: string): Block[] => [...read(page).matchAll(/^( *)```(\w*)\n([\s\S]*?)^ *```/gm)].map(({ index, input, 1: indent = '', 2: language = '', 3: indented = '' }) => {
  const text = indented.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
  const [first, file] = /^(?:\/\/|<!--) (\S+\.\w+)(?: -->)?\n/.exec(text) ?? ['']
  const named = language === 'json' ? input.slice(0, index).trimEnd().split('\n').at(-1)?.match(/(?<=`)[\w.-]+\.json(?=`)/)?.[0] : file
  return { page, language, code: text.slice(first.length), file: named }
})
