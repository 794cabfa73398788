import { isLoopback, isSet, misnamedVariables, missingKeys, missingKeysMessage } from '../../lib/clerk-env.ts'
import { frontendHost } from '../facts.ts'
import type { Check } from '../finding.ts'

const where = 'API keys'
const kindOf = (key: string | undefined) => /^[ps]k_(test|live)_/.exec(key?.trim() ?? '')?.[1]

/** The keys, and the addresses they are for. */
export const keys: Check[] = [
  {
    id: 'keys_missing',
    look: ({ env }) => missingKeys(env).length
      ? [{ level: 'error', cause: 'Clerk can’t be asked without both keys.', proof: missingKeysMessage(missingKeys(env)), fix: 'Copy .env.example to .env and set both, or none to use clerk-local with npm run dev.', where }]
      : [],
  },
  {
    id: 'variable_misnamed',
    look: ({ env }) => misnamedVariables(env).map(proof => ({ level: 'error', cause: 'A variable has a name that this app doesn’t read.', proof, fix: 'Rename it.' })),
  },
  {
    id: 'publishable_key_malformed',
    look: ({ env }) => isSet(env, 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY') && !frontendHost(env.NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY!)
      ? [{ level: 'error', cause: 'The publishable key holds no address of a Frontend API.', proof: 'NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY is not pk_test_… or pk_live_… as Clerk makes it.', fix: 'Copy it again, whole.', where }]
      : [],
  },
  {
    id: 'keys_of_different_kinds',
    look: ({ env: { NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishable, NUXT_CLERK_SECRET_KEY: secret } }) => {
      const [one, other] = [kindOf(publishable), kindOf(secret)]
      return one && other && one !== other
        ? [{ level: 'error', cause: 'One key is of a development instance, the other of a production one.', proof: `The publishable key is pk_${one}_…, the secret key sk_${other}_….`, fix: 'Take both from the same instance.', where }]
        : []
    },
  },
  {
    id: 'keys_of_different_instances',
    look: ({ instance }) => instance?.sameInstance === false
      ? [{ level: 'error', cause: 'The two keys belong to different instances: nobody’s session is accepted.', proof: 'The signing keys at the publishable key’s Frontend API are not those that the secret key’s Backend API tells.', fix: 'Take both from the same application and instance.', where }]
      : [],
  },
  {
    id: 'live_key_on_localhost',
    look: ({ env }) => kindOf(env.NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY) === 'live' && isLoopback(env.NUXT_PUBLIC_APP_URL?.trim() || 'http://localhost:3000') && !isLoopback(env.NUXT_CLERK_API_URL ?? '')
      ? [{ level: 'error', cause: 'A production key works on the domain it was made for only.', proof: `The publishable key is pk_live_…, and NUXT_PUBLIC_APP_URL is ${env.NUXT_PUBLIC_APP_URL?.trim() || 'not set, so http://localhost:3000'}.`, fix: 'Use the keys of the development instance on this machine, or set NUXT_PUBLIC_APP_URL to the app’s domain.', where }]
      : [],
  },
  {
    id: 'clerk_refuses',
    look: ({ trouble }) => trouble
      ? [{ level: 'error', cause: 'Clerk’s Backend API can’t be used with this secret key.', proof: trouble, fix: 'Copy the secret key again; look whether the network reaches Clerk, and whether NUXT_CLERK_API_URL should be set at all.', where }]
      : [],
  },
  {
    id: 'authorized_parties_missing',
    look: ({ env }) => kindOf(env.NUXT_PUBLIC_CLERK_PUBLISHABLE_KEY) === 'live' && !isSet(env, 'NUXT_PUBLIC_APP_URL')
      ? [{ level: 'error', cause: 'The app doesn’t know its own origin, so that it accepts tokens made for http://localhost:3000 and no others.', proof: 'NUXT_PUBLIC_APP_URL is not set, and the keys are of a production instance.', fix: 'Set it to the origin people use, such as https://app.example.com.' }]
      : [],
  },
]
