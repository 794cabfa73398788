/** Pause after the last key before a search is made, in ms. */
const PAUSE = 250

/** Words in a search field (`typed`), and those to search for (`query`), which follow when the person pauses. */
export function useSearchWords() {
  const typed = ref('')
  const query = ref('')
  watch(typed, (words, _, onCleanup) => {
    const timer = setTimeout(() => query.value = words, PAUSE)
    onCleanup(() => clearTimeout(timer))
  })
  return { typed, query }
}
