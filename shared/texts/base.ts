import { connections, denied, errors, plan } from './member/access'
import { activity } from './member/activity'
import { apiKeys } from './admin/api-keys'
import { actions, app, auth, landing, orgs, palette } from './app'
import { accept, bulk, invitations } from './admin/invitations'
import { org, overview } from './member/organization'
import { clerkWords } from './member/clerk'
import { errorWords } from './error-words'
import { domains, requests } from './admin/domains'
import { metadata } from './admin/metadata'
import { membersBulk } from './admin/members-bulk'
import { members, roles } from './member/people'
import { projects } from './member/projects'
import { me } from './member/me'
import { seats } from './admin/seats'
import { settings } from './admin/settings'

/** Every text of the interface. Functions where a value goes into the sentence. */
export const texts = {
  apiKeys, app, actions, activity, landing, auth, orgs, palette, org, overview, members, membersBulk, roles, invitations, bulk, accept, clerkWords, domains, requests, settings, me, projects, connections, metadata, plan, seats, denied, errors, errorWords,
} as const
