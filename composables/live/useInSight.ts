/** Whether a person can see this tab and the browser is online; false on the server. */
export function useInSight() {
  const inSight = ref(false)
  const look = () => { inSight.value = document.visibilityState === 'visible' && navigator.onLine }
  const events = [[document, 'visibilitychange'], [window, 'online'], [window, 'offline']] as const
  onMounted(() => {
    look()
    for (const [target, name] of events) target.addEventListener(name, look)
  })
  onUnmounted(() => {
    for (const [target, name] of events) target.removeEventListener(name, look)
  })
  return inSight
}
