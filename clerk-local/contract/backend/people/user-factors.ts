import type { BackendList } from '../../objects/answers.ts'
import type { UserObject } from '../../objects/people/user.ts'
import type { Operations } from '../../operations.ts'

export const userFactorOperations = {
  VerifyPassword: 'POST /users/{user_id}/verify_password',
  RemoveUserPassword: 'POST /users/{user_id}/remove_password',
  SetUserPasswordCompromised: 'POST /users/{user_id}/password/set_compromised',
  UnsetUserPasswordCompromised: 'POST /users/{user_id}/password/unset_compromised',
  VerifyTOTP: 'POST /users/{user_id}/verify_totp',
  DisableMFA: 'DELETE /users/{user_id}/mfa',
  DeleteBackupCode: 'DELETE /users/{user_id}/backup_code',
  DeleteTOTP: 'DELETE /users/{user_id}/totp',
  UserPasskeyDelete: 'DELETE /users/{user_id}/passkeys/{passkey_identification_id}',
  UserWeb3WalletDelete: 'DELETE /users/{user_id}/web3_wallets/{web3_wallet_identification_id}',
  DeleteExternalAccount: 'DELETE /users/{user_id}/external_accounts/{external_account_id}',
  GetOAuthAccessToken: 'GET /users/{user_id}/oauth_access_tokens/{provider}',
  ListUserTrustedDevices: 'GET /users/{user_id}/trusted_devices',
  RevokeUserTrustedDevice: 'DELETE /users/{user_id}/trusted_devices/{trusted_device_id}',
} as const satisfies Operations

export interface UserFactorAnswers {
  VerifyPassword: { verified: true }
  RemoveUserPassword: UserObject
  SetUserPasswordCompromised: UserObject
  UnsetUserPasswordCompromised: UserObject
  /** Always a refusal, down to `DeleteExternalAccount` but for `DisableMFA`: nobody has a second factor, passkey, wallet or account elsewhere. */
  VerifyTOTP: never
  DisableMFA: { user_id: string }
  DeleteBackupCode: never
  DeleteTOTP: never
  UserPasskeyDelete: never
  UserWeb3WalletDelete: never
  DeleteExternalAccount: never
  /** A page when asked for with `paginated=true`; nobody has an account elsewhere. */
  GetOAuthAccessToken: never[] | BackendList<never>
  ListUserTrustedDevices: { data: never[], total_count: 0 }
  RevokeUserTrustedDevice: never
}
