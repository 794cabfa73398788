import type { Operations } from '../operations.ts'

export const callbackOperations = {
  getOauthCallback: 'GET /oauth_callback',
  postOauthCallback: 'POST /oauth_callback',
  acs: 'POST /saml/acs/{saml_connection_id}',
  samlMetadata: 'GET /saml/metadata/{saml_connection_id}.xml',
  initEnterpriseConnectionTestRun: 'GET /enterprise_connections/{enterpriseConnectionID}/init_test_run',
  getEnterpriseConnectionTestRunResult: 'GET /enterprise_connections/{enterpriseConnectionID}/test_runs/{testRunID}',
} as const satisfies Operations

/** Redirects and files. */
export interface CallbackAnswers {
  getOauthCallback: Response
  postOauthCallback: Response
  acs: Response
  samlMetadata: Response
  initEnterpriseConnectionTestRun: Response
  getEnterpriseConnectionTestRunResult: Response
}
