const REFUSED = new Set([400, 404])
const isCode = /^[a-z_]{1,64}$/

/**
 * Clerk answers a link of an invitation that can't be used any more with JSON. A person who followed it gets a page instead.
 *
 * @param path - of the Frontend API
 * @param accept - what the browser asked for
 * @returns where to, or undefined for every other answer
 */
export async function ticketRefusal(path: string, accept: string | undefined, response: Response): Promise<string | undefined> {
  if (!/^\/v1\/tickets\/accept\b/.test(path) || !accept?.includes('text/html') || !REFUSED.has(response.status)) return
  const { errors } = await response.json().catch(() => ({})) as { errors?: { code?: unknown }[] }
  const code = errors?.[0]?.code
  return `/invitations/accept?problem=${typeof code === 'string' && isCode.test(code) ? code : 'unknown'}`
}
