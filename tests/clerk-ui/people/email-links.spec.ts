import { unique } from '../../support/app/builders.ts'
import { waitFor } from '../../support/app/wait.ts'
import { expect, test } from '../fixtures.ts'
import type { Site } from '../site/index.ts'

test.use({ clerkOptions: { settings: { signIn: { password: false, emailCode: false, emailLink: true }, signUp: { passwordRequired: false } } } })

const linkFor = async (site: Site, email: string) => (await waitFor('the mail', () => site.clerk.store.mails.find(({ to, link }) => to === email && link !== null))).link ?? ''

test('a link signs in its own tab, and tells the page that waits', async ({ site, page, context, guard }) => {
  const email = `${unique('linda')}@example.com`
  const user = await site.make.client.users.createUser({ emailAddress: [email], skipPasswordRequirement: true })
  await site.make.organization({ ...await site.make.person(), id: user.id })
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  await expect(page.getByText('Use the verification link sent to your email')).toBeVisible()
  const tab = await context.newPage()
  guard.watch(tab)
  await tab.goto(await linkFor(site, email))
  await expect(tab).toHaveURL(/\/done$/)
  await expect(page.getByText('Return to the newly opened tab to continue')).toBeVisible()
})

test('a link opened in another browser is refused, and the waiting page stays', async ({ site, page, newPersonPage }) => {
  const email = `${unique('lonny')}@example.com`
  await site.make.client.users.createUser({ emailAddress: [email], skipPasswordRequirement: true })
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  const link = await linkFor(site, email)
  const phone = await newPersonPage()
  await phone.goto(link)
  await expect(phone.getByText('Verification link is invalid for this device')).toBeVisible()
  await expect(page.getByText('Use the verification link sent to your email')).toBeVisible()
})

test('a link completes a sign-up', async ({ site, page, context, guard }) => {
  const email = `${unique('newt')}@example.com`
  await page.goto('/sign-up')
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
  const link = await linkFor(site, email)
  const tab = await context.newPage()
  guard.watch(tab)
  await tab.goto(link)
  await expect(tab).toHaveURL(/\/task/)
  expect(site.clerk.store.userByEmail(email)).toBeDefined()
})

test('a link proves another address of a signed-in person', async ({ site, page, context, guard, openAs }) => {
  const person = await site.make.person('Ann')
  const second = `${unique('second')}@example.com`
  await openAs(person, '/user', await site.make.organization(person))
  await page.getByRole('button', { name: 'Add email address' }).click()
  await page.getByLabel('Email address').fill(second)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const tab = await context.newPage()
  guard.watch(tab)
  await tab.goto(await linkFor(site, second))
  await expect.poll(() => site.clerk.store.userByEmail(second)?.id).toBe(person.id)
  await expect(page.getByText('Unverified')).toHaveCount(0)
})
