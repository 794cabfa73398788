import { type Env, isSet } from './clerk-env.ts'

/** The port `nuxt dev` is asked to take: `--port`, then the environment, then 3000. */
export function wantedPort(args: readonly string[], env: Env): number {
  const at = args.findIndex(arg => arg === '--port' || arg === '-p')
  const said = at >= 0 ? args[at + 1] : args.find(arg => arg.startsWith('--port='))?.slice('--port='.length)
  return Number(said || env.NUXT_PORT || env.NITRO_PORT || env.PORT) || 3000
}

/** The app's own origin: what `NUXT_PUBLIC_APP_URL` says, else localhost with the port. */
export const appUrlFor = (env: Env, port: number): string =>
  isSet(env, 'NUXT_PUBLIC_APP_URL') ? env.NUXT_PUBLIC_APP_URL!.trim().replace(/\/+$/, '') : `http://localhost:${port}`
