import type { EnterpriseConnectionJSON, WebhookEvent, WebhookEventType } from '@clerk/backend'
import { expectTypeOf, it } from 'vitest'
import type { z } from 'zod'
import type * as resources from '../../../../server/ingest/project/resources'

/** The keys that a loose schema names, at any depth: an interface has no index signature. */
type Known<T> = T extends (infer I)[] ? Known<I>[] : T extends object ? { [K in keyof T as string extends K ? never : K]: Known<T[K]> } : T
type Read<Name extends keyof typeof resources> = typeof resources[Name] extends z.ZodType ? Known<z.input<typeof resources[Name]>> : never
type DataOf<Event, Type> = Event extends { type: infer Types, data: infer Data } ? Type extends Types ? Data : never : never
type Told<Type extends WebhookEventType> = DataOf<WebhookEvent, Type>

/** Only the compiler looks at these: what Clerk's SDK promises of a payload is what the mirror reads of it. */
it('reads what the official types promise', () => {
  expectTypeOf<Told<'organization.created'>>().toExtend<Read<'organizationSchema'>>()
  expectTypeOf<Told<'organizationMembership.created'>>().toExtend<Read<'membershipSchema'>>()
  expectTypeOf<Told<'organizationInvitation.created'>>().toExtend<Read<'invitationSchema'>>()
  expectTypeOf<Told<'organizationInvitation.accepted'>>().toExtend<Read<'invitationSchema'>>()
  expectTypeOf<Told<'organizationDomain.created'>>().toExtend<Read<'domainSchema'>>()
  expectTypeOf<Told<'user.created'>>().toExtend<Read<'userSchema'>>()
  expectTypeOf<Told<'user.deleted'>>().toExtend<Read<'endedSchema'>>()
  expectTypeOf<Told<'role.created'>>().toExtend<Read<'roleSchema'>>()
  expectTypeOf<Told<'permission.created'>>().toExtend<Read<'permissionSchema'>>()
  expectTypeOf<Told<'subscription.created'>>().toExtend<Read<'subscriptionSchema'>>()
  expectTypeOf<Told<'subscriptionItem.active'>>().toExtend<Read<'subscriptionItemSchema'>>()
  expectTypeOf<EnterpriseConnectionJSON>().toExtend<Read<'connectionSchema'>>()
})
