import { connections, denied, errors, plan } from './access'
import { activity } from './activity'
import { apiKeys } from './api-keys'
import { actions, app, auth, landing, orgs, palette } from './app'
import { accept, bulk, invitations } from './invitations'
import { org, overview } from './organization'
import { clerkWords } from './clerk'
import { domains, requests } from './domains'
import { metadata } from './metadata'
import { membersBulk } from './members-bulk'
import { members, roles } from './people'
import { projects } from './projects'
import { me } from './me'
import { seats } from './seats'
import { settings } from './settings'

export { denialWords, errorWords } from './refusals'

/** Every text of the interface. Functions where a value goes into the sentence. */
export const texts = {
  apiKeys, app, actions, activity, landing, auth, orgs, palette, org, overview, members, membersBulk, roles, invitations, bulk, accept, clerkWords, domains, requests, settings, me, projects, connections, metadata, plan, seats, denied, errors,
} as const
