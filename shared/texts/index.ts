import { connections, denied, errors, plan } from './access'
import { actions, app, auth, landing, orgs, palette } from './app'
import { accept, bulk, invitations } from './invitations'
import { org, overview } from './organization'
import { membersBulk } from './members-bulk'
import { members, roles } from './people'
import { projects } from './projects'

export { denialWords, errorWords } from './refusals'

/** Every text of the interface. Functions where a value goes into the sentence. */
export const texts = {
  app, actions, landing, auth, orgs, palette, org, overview, members, membersBulk, roles, invitations, bulk, accept, projects, connections, plan, denied, errors,
} as const
