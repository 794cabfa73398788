(() => {
  const early = { clicked: null, typed: new Map(), stop }
  function click(event) {
    const button = event.target.closest('button')
    if (!button || !document.getElementById('__nuxt').contains(button)) return
    event.preventDefault()
    early.clicked = button
  }
  function input({ target }) {
    early.typed.set(target, target.value)
  }
  function stop() {
    removeEventListener('click', click, true)
    removeEventListener('input', input, true)
  }
  addEventListener('click', click, true)
  addEventListener('input', input, true)
  window.earlyInput = early
})()
