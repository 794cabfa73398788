/** Look of the pages: light and dark by the browser's choice, one column that also fits a phone. */
export const css = `
:root { color-scheme: light dark; --line: light-dark(#d9dce1, #34383f); --soft: light-dark(#f4f5f7, #1f2227); --dim: light-dark(#5b6270, #a3abb8); --accent: light-dark(#4338ca, #a5b4fc); --good: light-dark(#166534, #86efac); --bad: light-dark(#b91c1c, #fca5a5) }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fff, #16181c); color: light-dark(#16181c, #e8eaed) }
.skip { position: absolute; left: -100vw } .skip:focus { left: 0.5rem; top: 0.5rem; background: var(--soft); padding: 0.5rem 1rem }
header { border-bottom: 1px solid var(--line); background: var(--soft) }
header > div, main { max-width: 64rem; margin: 0 auto; padding: 0.6rem 1rem }
header > div { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 1.5rem }
nav { display: flex; flex-wrap: wrap; gap: 0 1rem }
nav a { padding: 0.35rem 0; color: var(--dim); text-decoration: none; border-bottom: 2px solid transparent }
nav a:hover { color: inherit } nav a[aria-current] { color: inherit; font-weight: 600; border-color: var(--accent) }
a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 1rem 0 0.75rem; overflow-wrap: anywhere } h2 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem }
p { margin: 0.5rem 0 }
ul.list { list-style: none; margin: 0.5rem 0; padding: 0; border: 1px solid var(--line); border-radius: 8px }
ul.list > li { padding: 0.6rem 0.75rem; overflow-wrap: anywhere }
ul.list > li + li { border-top: 1px solid var(--line) }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: 0.2rem 1rem; margin: 0.4rem 0 } dt { color: var(--dim) } dd { margin: 0; overflow-wrap: anywhere }
.dim { color: var(--dim) } .good { color: var(--good) } .bad { color: var(--bad) }
.row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.2rem 1rem }
.row > :first-child { min-width: 0 }
code, pre { font: 13px/1.5 ui-monospace, monospace; background: var(--soft); border-radius: 4px } code { padding: 0.1rem 0.3rem } pre { padding: 0.75rem; overflow: auto; max-height: 30rem; border: 1px solid var(--line) }
.code { font-size: 1.6rem; letter-spacing: 0.2em; padding: 0.3rem 0.6rem }
form.line { display: flex; flex-wrap: wrap; align-items: end; gap: 0.5rem 0.75rem; margin: 0.5rem 0 } form.line label { display: grid; color: var(--dim); font-size: 13px }
button, .button, input, select { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 6px; padding: 0.35rem 0.8rem; max-width: 100%; min-height: 2.3rem }
button, .button { display: inline-block; background: var(--soft); cursor: pointer; text-decoration: none } button:hover, .button:hover { border-color: var(--dim) }
input[type=search] { width: 18rem }
input, select { background: light-dark(#fff, #101216); padding: 0.35rem 0.5rem }
@media (max-width: 22rem) { dl { grid-template-columns: minmax(0, 1fr); gap: 0 } dd { margin-bottom: 0.4rem } }
`
