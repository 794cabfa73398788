/** Drops the data cache when the signed-in person changes, so that the next one never sees it. */
export default defineNuxtPlugin(() => {
  const { userId } = useAuth()
  let person = userId.value
  watch(userId, (now) => {
    // Undefined is Clerk's state in between, while it switches organizations.
    if (now === undefined) return
    if (person && now !== person) clearNuxtData()
    person = now
  })
})
