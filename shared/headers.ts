/** Names the organization (`org_…`) that an answer of the API is about, so that a browser tab refuses another one's. */
export const ORGANIZATION_HEADER = 'X-Organization-Id'
