/** Says in a toast how an act ended. */
export function useTold() {
  const toast = useToast()
  return {
    done: (title: string, action?: { label: string, onClick: () => void }) =>
      void toast.add({ title, icon: 'i-lucide-check', color: 'success', ...action && { actions: [{ ...action, color: 'neutral', variant: 'outline' }] } }),
    failed: (title: string) => (failure: unknown) => void toast.add({ title, description: wordsOf(failure), icon: 'i-lucide-circle-alert', color: 'error' }),
  }
}
