/** The word that was probably meant, or none when nothing is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const [best] = words.map(candidate => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) })).sort((a, b) => a.edits - b.edits)
  return best && best.edits <= Math.min(word.length - 1, Math.max(2, Math.floor(word.length / 3))) ? best.candidate : undefined
}

/** ` Did you mean x?`, or else the words there are. */
export function suggestion(word: string, words: readonly string[]): string {
  const meant = nearest(word, words)
  if (meant) return `Did you mean ${meant}?`
  return words.length ? `There is ${words.join(', ')}.` : 'There is none.'
}

/** Levenshtein: how many letters to add, drop or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? 0
}
