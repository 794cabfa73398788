import type { Operations } from '../../operations.ts'

export const handshakeOperations = {
  handshakeClient: 'GET /client/handshake',
  createDevBrowser: 'POST /dev_browser',
  postDevBrowserInitSetCookie: 'POST /dev_browser/set_first_party_cookie',
} as const satisfies Operations

export interface HandshakeAnswers {
  /** A redirect with the cookies to set. */
  handshakeClient: Response
  createDevBrowser: DevBrowserObject
  /** Empty. */
  postDevBrowserInitSetCookie: Response
}

/** A browser of a development instance; the token that names it is its id too. */
export interface DevBrowserObject { object: 'dev_browser', id: string, client_id: string, instance_id: string, token: string }
