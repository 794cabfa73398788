import { styleText } from 'node:util'
import type { ClerkLocalInfo } from './clerk-env.ts'

/** What a person needs to know once app and clerk-local run: where, who, and how to sign in. */
export function banner(appUrl: string, info: ClerkLocalInfo): string {
  const bold = (text: string) => styleText('bold', text)
  const link = (text: string) => styleText('cyan', text)
  const dim = (text: string) => styleText('dim', text)
  const people = info.people.slice(0, 6)
  const width = Math.max(0, ...people.map(person => person.email.length))
  const passwords = new Set(people.map(person => person.password))
  const codes = new Set(people.map(person => person.code))
  const shared = passwords.size === 1 && codes.size === 1
  return [
    '',
    `${bold('clerk-orgs')} is ready at ${link(appUrl)}`,
    '',
    `No Clerk keys are set, so a local Clerk runs beside it: ${link(info.url)} ${dim('(mailbox: codes and invitations)')}`,
    '',
    ...people.length ? ['Sign in as'] : [],
    ...people.map(({ email, password, code, organizations }) =>
      `  ${email.padEnd(width)}  ${dim(organizations.length ? organizations.join(', ') : 'no organization yet')}${shared ? '' : `  ${password} or code ${code}`}`),
    ...people.length && shared ? [`with the password ${bold(people[0]!.password)} or the e-mail code ${bold(people[0]!.code)}`] : [],
    '',
  ].join('\n')
}
