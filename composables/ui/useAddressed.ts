/** A value that stands in the address as `?<name>=`, so that it survives a reload and can be linked to; empty when it isn't there. */
export function useAddressed(name: string) {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => typeof route.query[name] === 'string' ? route.query[name] : '',
    set: (value) => { void router.replace({ query: { ...route.query, [name]: value || undefined } }) },
  })
}
