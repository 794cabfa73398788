/** Never needed again, and somebody's: who invited (their id stays), and whose mailbox proved a domain. */
const personal = ['public_inviter_data', 'affiliation_email_address']
/** Messages carry codes, links and addresses. */
const messages: readonly unknown[] = ['email.created', 'sms.created']

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const child = (value: unknown, key: string): unknown => isObject(value) ? value[key] : undefined
const idOf = (value: unknown): string | null => typeof value === 'string' && value.length > 0 && value.length < 256 ? value : null

/**
 * Whom and what an event is about, as far as it can be read at all.
 *
 * @param event - parsed JSON
 */
export function subjectOf(event: unknown): { userId: string | null, invitationId: string | null } {
  const type = child(event, 'type'), data = child(event, 'data'), payer = child(data, 'payer')
  const isAbout = (noun: string) => typeof type === 'string' && type.startsWith(`${noun}.`)
  const id = idOf(child(data, 'id'))
  const invitationId = isAbout('organizationInvitation') ? id : null
  if (isAbout('user')) return { userId: id, invitationId }
  const userId = idOf(child(data, 'user_id')) ?? idOf(child(child(data, 'public_user_data'), 'user_id'))
  return { userId: userId ?? (idOf(child(payer, 'organization_id')) ? null : idOf(child(payer, 'user_id'))), invitationId }
}

/**
 * Takes from an event what the inbox does not keep: private metadata at any depth unless told, invitation links, messages,
 * and what is personal and not needed.
 *
 * @param event - parsed JSON; changed in place
 */
export function redact(event: unknown, keepPrivateMetadata: boolean): void {
  if (isObject(event) && messages.includes(event.type)) {
    const { object, id, user_id } = isObject(event.data) ? event.data : {}
    event.data = { object, id, user_id }
  }
  const dropped = keepPrivateMetadata ? personal : [...personal, 'private_metadata']
  // Not recursive: a hostile depth must not end the process's stack.
  for (const waiting: unknown[] = [event]; waiting.length;) {
    const value = waiting.pop()
    if (!isObject(value)) continue
    for (const key of dropped) Reflect.deleteProperty(value, key)
    if (value.object === 'organization_invitation') delete value.url
    for (const inner of Object.values(value)) if (isObject(inner)) waiting.push(inner)
  }
}
