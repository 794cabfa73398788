/** What opened the menu or list that an element stands in. */
function openerOf(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role=menu], [role=listbox]')
  if (!menu) return null
  const label = menu.getAttribute('aria-labelledby')
  return (label ? document.getElementById(label) : null) ?? document.querySelector<HTMLElement>(`[aria-controls="${menu.id}"], [aria-haspopup=menu][aria-expanded=true]`)
}

/**
 * Gives the focus back after a dialog that an entry of a menu opened: the entry is gone by then, and the focus with it.
 *
 * @param open - whether the dialog is open
 * @returns the `content` of the dialog
 */
export function useFocusBack(open: () => boolean) {
  let opener: HTMLElement | null = null
  watch(open, (now) => { if (now && import.meta.client) opener = openerOf(document.activeElement) }, { immediate: true, flush: 'sync' })
  return {
    onCloseAutoFocus(event: Event) {
      if (!opener?.isConnected) return
      event.preventDefault()
      opener.focus()
    },
  }
}
