/**
 * Whether a dialog is open. An address with `?do=<name>` opens it, so that it can be linked to; the address is plain again
 * once the dialog is closed.
 */
export function useAddressedDialog(name: string) {
  const route = useRoute()
  const router = useRouter()
  const open = ref(false)
  // Opened in the browser: a dialog has no place in the first HTML.
  onMounted(() => watch(() => route.query.do, (wanted) => { if (wanted === name) open.value = true }, { immediate: true }))
  watch(open, (now) => {
    if (now || route.query.do !== name) return
    const { do: _, ...query } = route.query
    void router.replace({ query })
  })
  return open
}
