import { people } from '../count'

/** Acts on many members at once. */
export const membersBulk = {
  choose: (name: string) => `Choose ${name}`,
  chooseAll: 'Choose all that are shown',
  bar: 'Acts on the chosen members',
  chosen: (count: number) => `${people(count)} chosen`,
  clear: 'Clear',
  role: 'Change role',
  remove: (count: number) => ({ label: 'Remove', title: `Remove ${people(count)}?`, lead: 'They lose access to this organization at once. You can invite them again later.' }),
  progress: (done: number, total: number) => `${done} of ${total} done`,
  waiting: 'Too many changes at once: this goes on by itself in a moment.',
  refused: (count: number) => `${people(count)} could not be changed`,
  refusal: (name: string, words: string) => `${name}: ${words}`,
  changed: (count: number, role: string) => count === 1 ? `${people(count)} is ${role} now` : `${people(count)} are ${role} now`,
  removed: (count: number) => count === 1 ? `${people(count)} was removed` : `${people(count)} were removed`,
  stopped: 'Not all were changed',
} as const
