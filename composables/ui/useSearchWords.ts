/** Pause after the last key before a search is made, in ms. */
const PAUSE = 250

/** Words in a search field (`typed`), and those to search for (`query`), which follow in the address when the person pauses. */
export function useSearchWords() {
  const query = useAddressed('query')
  const typed = ref(query.value)
  watch(typed, (words, _, onCleanup) => {
    const timer = setTimeout(() => query.value = words.trim(), PAUSE)
    onCleanup(() => clearTimeout(timer))
  })
  // A link to another search.
  watch(query, (words) => { if (words !== typed.value.trim()) typed.value = words })
  return { typed, query }
}
