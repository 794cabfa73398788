/** A question about one row of a list, before an act that can't be taken back: whether it is open, which row, and `ask` to open it. */
export function useQuestion<T>() {
  const asking = ref(false)
  const chosen = shallowRef<T>()
  function ask(row: T) {
    chosen.value = row
    asking.value = true
  }
  return { asking, chosen, ask }
}
