import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Context } from '../core/context.ts'
import type { EnterpriseConnection, EnterpriseFlow, User } from '../core/entities/index.ts'
import { isVerified } from '../core/store/store.ts'
import { domainOf } from '../domain/domains/domain-names.ts'
import { servesDomain } from '../domain/enterprise/connections/matching.ts'
import { layout, list, type Markup } from '../pages/layout.ts'

const shown = 50

/** Where somebody says who they are: a person clerk-local knows at the connection's domains, or anybody else. */
export function loginPage(ctx: Context, flow: EnterpriseFlow, connection: EnterpriseConnection, problem?: string): Markup {
  const known = ctx.store.users.all().flatMap(user => user.emailAddresses
    .filter(email => isVerified(email) && servesDomain(connection, domainOf(email.emailAddress)))
    .map(email => personForm(flow, user, email.emailAddress))).slice(0, shown)
  const purpose = { sign_in: 'sign in', sign_up: 'sign up', email_address: 'prove an address', test_run: 'test the connection' }[flow.purpose]
  return layout(`Identity provider of ${connection.name}`, '/idp', html`
<p>${ctx.settings.applicationName} sent you here to ${purpose}. This page stands for ${connection.provider}; it believes whatever you say.</p>
${problem ? html`<p class="bad" role="alert">${problem}</p>` : ''}
<h2>People at ${connection.domains.join(', ')}</h2>
${list(known, 'Nobody has an address there yet.')}
<h2>Somebody else</h2>
<form method="post">
<input type="hidden" name="state" value="${flow.id}">
<p><label>Email address<br><input name="email_address" type="email" required autocomplete="off" value="${flow.loginHint ?? ''}" size="40"></label></p>
<p><label>First name<br><input name="first_name" autocomplete="off"></label></p>
<p><label>Last name<br><input name="last_name" autocomplete="off"></label></p>
<p><button name="answer" value="allow">Sign in at ${connection.name}</button> <button name="answer" value="deny" formnovalidate>Deny</button></p>
</form>`)
}

/** What the SAML binding posts to the app's side; without scripts one presses the button. */
export function answerPage(connection: EnterpriseConnection, action: string, fields: Record<string, string>): Markup {
  return layout(`Back from ${connection.name}`, '/idp', html`
<form method="post" action="${action}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><button>Go on</button></p>
</form>
<script>${raw(sendOff)}</script>`)
}

const sendOff = 'document.forms[0].submit()'

/** What a content security policy allows the page that posts an answer: its one script. */
export const sendOffSource = `'sha256-${createHash('sha256').update(sendOff).digest('base64')}'`

function personForm(flow: EnterpriseFlow, user: User, emailAddress: string): Markup {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ')
  return html`<form method="post" class="row">
<input type="hidden" name="state" value="${flow.id}"><input type="hidden" name="email_address" value="${emailAddress}">
<input type="hidden" name="first_name" value="${user.firstName ?? ''}"><input type="hidden" name="last_name" value="${user.lastName ?? ''}">
<span>${name || emailAddress} <span class="dim">${name ? emailAddress : ''}</span></span><button>Sign in as ${name || emailAddress}</button>
</form>`
}
