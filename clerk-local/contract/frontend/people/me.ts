import type { DeletedObject, FrontendMutation } from '../../objects/answers.ts'
import type { EmailAddressObject, ImageObject, UserObject } from '../../objects/people/user.ts'
import type { Operations } from '../../operations.ts'

export const meOperations = {
  getUser: 'GET /me',
  patchUser: 'PATCH /me',
  patchUserMetadata: 'PATCH /me/metadata',
  deleteUser: 'DELETE /me',
  updateProfileImage: 'POST /me/profile_image',
  deleteProfileImage: 'DELETE /me/profile_image',
  changePassword: 'POST /me/change_password',
  removePassword: 'POST /me/remove_password',
} as const satisfies Operations

export interface MeAnswers {
  getUser: FrontendMutation<UserObject>
  patchUser: FrontendMutation<UserObject>
  patchUserMetadata: FrontendMutation<UserObject>
  deleteUser: FrontendMutation<DeletedObject>
  updateProfileImage: FrontendMutation<ImageObject>
  deleteProfileImage: FrontendMutation<DeletedObject>
  changePassword: FrontendMutation<UserObject>
  removePassword: FrontendMutation<UserObject>
}

export const emailAddressOperations = {
  getEmailAddresses: 'GET /me/email_addresses',
  createEmailAddresses: 'POST /me/email_addresses',
  getEmailAddress: 'GET /me/email_addresses/{email_id}',
  sendVerificationEmail: 'POST /me/email_addresses/{email_id}/prepare_verification',
  verifyEmailAddress: 'POST /me/email_addresses/{email_id}/attempt_verification',
  DeleteEmailAddress: 'DELETE /me/email_addresses/{email_id}',
} as const satisfies Operations

export interface EmailAddressAnswers {
  getEmailAddresses: EmailAddressObject[]
  createEmailAddresses: FrontendMutation<EmailAddressObject>
  getEmailAddress: FrontendMutation<EmailAddressObject>
  sendVerificationEmail: FrontendMutation<EmailAddressObject>
  verifyEmailAddress: FrontendMutation<EmailAddressObject>
  DeleteEmailAddress: FrontendMutation<DeletedObject>
}
