import type { Page } from '@playwright/test'
import type { AxeScene } from './scene.ts'

/** Something that covers the page, and how it is opened there. */
export interface AxeOverlay { component: string, open: (page: Page, scene: AxeScene) => Promise<void> }

/** How a page is checked: who sees it, where it is, and what can be opened on it. */
export interface AxePage { as: 'nobody' | 'newcomer' | 'admin', paths: (scene: AxeScene) => string[], overlays?: AxeOverlay[] }

const press = (component: string, name: string | RegExp): AxeOverlay => ({ component, open: page => page.getByRole('main').getByRole('button', { name }).first().click() })

/** The check of every page, by its file. tests/unit/accessibility.test.ts fails when a page, or something that opens on one, has none. */
export const axePages: Record<string, AxePage> = {
  'pages/index.vue': { as: 'nobody', paths: () => ['/', '/no-such-page'] },
  'pages/sign-in/[...rest].vue': { as: 'nobody', paths: () => ['/sign-in'] },
  'pages/sign-up/[...rest].vue': { as: 'nobody', paths: () => ['/sign-up'] },
  'pages/invitations/accept.vue': { as: 'nobody', paths: () => ['/invitations/accept', '/invitations/accept?problem=organization_invitation_revoked_code'] },
  'pages/session-tasks/choose-organization.vue': { as: 'newcomer', paths: () => ['/session-tasks/choose-organization', '/session-tasks/choose-organization?notice=not_found'] },
  'pages/orgs/index.vue': { as: 'admin', paths: () => ['/orgs', '/orgs?notice=not_found'] },
  'pages/me/index.vue': { as: 'admin', paths: () => ['/me'], overlays: [press('components/me/Memberships.vue', /^Leave/)] },
  'pages/me/profile/[...rest].vue': { as: 'admin', paths: () => ['/me/profile'] },
  'pages/orgs/[slug]/index.vue': {
    as: 'admin',
    paths: ({ slug }) => [`/orgs/${slug}`, `/orgs/${slug}?denied=/members`],
    overlays: [{ component: 'components/app/Palette.vue', open: page => page.keyboard.press('Control+k') }],
  },
  'pages/orgs/[slug]/activity.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/activity`, `/orgs/${slug}/activity?kind=plan_changed&time=day`] },
  'pages/orgs/[slug]/projects.vue': {
    as: 'admin',
    paths: ({ slug }) => [`/orgs/${slug}/projects`],
    overlays: [
      press('components/project/Create.vue', 'New project'),
      { component: 'components/project/Rename.vue', async open(page) {
        await page.getByRole('button', { name: /^Actions for/ }).first().click()
        await page.getByRole('menuitem', { name: 'Rename' }).click()
      } },
    ],
  },
  'pages/orgs/[slug]/members.vue': {
    as: 'admin',
    paths: ({ slug }) => [`/orgs/${slug}/members`, `/orgs/${slug}/members?query=nobody`],
    overlays: [
      press('components/invitation/Dialog.vue', 'Invite'),
      { component: 'components/member/Drawer.vue', open: (page, { memberId }) => page.locator(`a[href*="member=${memberId}"]`).click() },
      press('components/member/RemoveButton.vue', /^Remove ليلى/),
      { component: 'components/member/BulkBar.vue', async open(page) {
        await page.getByRole('checkbox', { name: /^Choose ليلى/ }).click()
        await page.getByRole('region', { name: /chosen/i }).getByRole('button', { name: /^Remove/ }).click()
      } },
    ],
  },
  'pages/orgs/[slug]/invitations.vue': {
    as: 'admin',
    paths: ({ slug }) => [`/orgs/${slug}/invitations`, `/orgs/${slug}/invitations?status=revoked`],
    overlays: [
      press('components/invitation/BulkDialog.vue', 'Invite many'),
      { component: 'components/invitation/Desk.vue', async open(page) {
        await page.getByRole('button', { name: /^Actions for/ }).first().click()
        await page.getByRole('menuitem', { name: 'Revoke' }).click()
      } },
    ],
  },
  'pages/orgs/[slug]/requests.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/requests`], overlays: [press('components/request/List.vue', /^Reject/)] },
  'pages/orgs/[slug]/roles.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/roles`] },
  'pages/orgs/[slug]/domains.vue': {
    as: 'admin',
    paths: ({ slug }) => [`/orgs/${slug}/domains`],
    overlays: [
      press('components/domain/Add.vue', 'Add a domain'),
      press('components/domain/VerifyDialog.vue', 'Verify'),
      press('components/domain/Row.vue', /^Remove/),
      { component: 'components/domain/Mode.vue', async open(page) {
        await page.getByRole('combobox', { name: /^How people of/ }).click()
        await page.getByRole('option', { name: 'By invitation only' }).click()
      } },
    ],
  },
  'pages/orgs/[slug]/single-sign-on.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/single-sign-on`] },
  'pages/orgs/[slug]/api-keys.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/api-keys`] },
  'pages/orgs/[slug]/plan.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/plan`, `/orgs/${slug}/plan?denied=/single-sign-on`], overlays: [press('components/plan/Seats.vue', 'Change the limit')] },
  'pages/orgs/[slug]/settings/index.vue': {
    as: 'admin',
    paths: ({ slug }) => [`/orgs/${slug}/settings`],
    overlays: [press('components/settings/Danger.vue', 'Leave'), press('components/settings/DeleteDialog.vue', 'Delete the organization')],
  },
  'pages/orgs/[slug]/settings/metadata.vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/settings/metadata`] },
  'pages/orgs/[slug]/settings/profile/[...rest].vue': { as: 'admin', paths: ({ slug }) => [`/orgs/${slug}/settings/profile`] },
}
