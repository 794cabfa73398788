import { execFile } from 'node:child_process'
import { addDevServerHandler, defineNuxtModule } from '@nuxt/kit'
import { eventHandler, getCookie, setResponseHeader } from 'h3'
import { doctorPage, type Report } from '../scripts/doctor/page.ts'
import { jitiFor } from '../scripts/lib/jiti.mjs'

/** Where the doctor's page is, in development only. */
const PATH = '/__doctor'

/** In development, shows what `npm run doctor` finds: on a page, and as a tab of Nuxt DevTools. */
export default defineNuxtModule({
  meta: { name: 'doctor' },
  setup(_options, nuxt) {
    if (!nuxt.options.dev || nuxt.options._prepare || nuxt.options.test) return
    // In development it follows the port.
    const appUrl = () => (nuxt.options.runtimeConfig.public as { appUrl: string }).appUrl
    const { args, env } = jitiFor('doctor/doctor.ts', nuxt.options.alias)
    const examine = (token = '') => new Promise<Report>((resolve, reject) => execFile(process.execPath, [...args, '--json'], { cwd: nuxt.options.rootDir, env: { ...process.env, ...env, NUXT_PUBLIC_APP_URL: appUrl(), DOCTOR_SESSION_TOKEN: token } }, (error, out) => {
      // Its exit code says that something is wrong, which is no failure of its own.
      try { resolve(JSON.parse(out) as Report) }
      catch { reject(error ?? new Error('The doctor said nothing.')) }
    }))
    addDevServerHandler({
      route: PATH,
      handler: eventHandler(async (event) => {
        setResponseHeader(event, 'content-type', 'text/html; charset=utf-8')
        return doctorPage(await examine(getCookie(event, '__session')).catch(String))
      }),
    })
    nuxt.hook('devtools:customTabs', (tabs) => {
      tabs.push({ name: 'clerk-orgs-doctor', title: 'Clerk doctor', icon: '/favicon.svg', category: 'app', view: { type: 'iframe', src: PATH } })
    })
  },
})
