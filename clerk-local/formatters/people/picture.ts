import type { Context } from '../../core/context.ts'
import { instanceId } from '../../core/keys/keys.ts'

/** Who or what a picture is of. */
export interface Pictured { id: string, image: string | null, updatedAt: number }

/**
 * Address of a picture in the form of img.clerk.com: base64 of a JSON object. Clerk UI reads its `type`, and offers to remove
 * a picture unless that is `default`.
 */
export function pictureUrl(ctx: Context, of: Pictured, initials: string): string {
  const what = of.image === null
    ? { type: 'default', iid: instanceId, rid: of.id, initials }
    : { type: 'proxy', rid: of.id, version: of.updatedAt }
  return `${ctx.url}/${Buffer.from(JSON.stringify(what)).toString('base64')}`
}
