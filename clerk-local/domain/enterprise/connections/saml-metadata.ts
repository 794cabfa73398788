import { X509Certificate } from 'node:crypto'
import { clerkError } from '../../../core/errors.ts'

/** What an identity provider's metadata says, or 422 in the words of Clerk's error index (SAMLFailedToParseIDPMetadata). */
export function readIdpMetadata(xml: string): { idpEntityId: string, idpSsoUrl: string, certificates: string[] } {
  const idpEntityId = /\sentityID\s*=\s*["']([^"']+)["']/.exec(xml)?.[1]
  const idpSsoUrl = /<(?:\w+:)?SingleSignOnService\s[^>]*?Location\s*=\s*["']([^"']+)["']/.exec(xml)?.[1]
  if (!idpEntityId || !idpSsoUrl) {
    throw clerkError(422, 'saml_failed_to_parse_idp_metadata', 'Failed to parse IdP metadata', 'We failed to parse the IdP metadata. If the error persists, please provide the IdP configuration data explicitly.')
  }
  const certificates = [...xml.matchAll(/<(?:\w+:)?X509Certificate>([^<]+)</g)].map(([, text = '']) => text.replace(/\s/g, ''))
  return { idpEntityId, idpSsoUrl, certificates: [...new Set(certificates)] }
}

/** A certificate without its armour, with its validity in milliseconds since 1970; null times when it can't be read. */
export function certificateOf(text: string): { certificate: string, issuedAt: number | null, expiresAt: number | null } {
  const certificate = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '')
  try {
    const { validFrom, validTo } = new X509Certificate(Buffer.from(certificate, 'base64'))
    return { certificate, issuedAt: Date.parse(validFrom), expiresAt: Date.parse(validTo) }
  }
  catch {
    return { certificate, issuedAt: null, expiresAt: null }
  }
}
