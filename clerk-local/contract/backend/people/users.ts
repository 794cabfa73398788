import type { DeletedObject } from '../../objects/answers.ts'
import type { UserObject } from '../../objects/people/user.ts'
import type { Operations } from '../../operations.ts'

export const userOperations = {
  GetUserList: 'GET /users',
  CreateUser: 'POST /users',
  GetUsersCount: 'GET /users/count',
  GetUser: 'GET /users/{user_id}',
  UpdateUser: 'PATCH /users/{user_id}',
  DeleteUser: 'DELETE /users/{user_id}',
  UsersBan: 'POST /users/ban',
  UsersUnban: 'POST /users/unban',
  BanUser: 'POST /users/{user_id}/ban',
  UnbanUser: 'POST /users/{user_id}/unban',
  LockUser: 'POST /users/{user_id}/lock',
  UnlockUser: 'POST /users/{user_id}/unlock',
  SetUserProfileImage: 'POST /users/{user_id}/profile_image',
  DeleteUserProfileImage: 'DELETE /users/{user_id}/profile_image',
  UpdateUserMetadata: 'PATCH /users/{user_id}/metadata',
  ReplaceUserMetadata: 'PUT /users/{user_id}/metadata',
} as const satisfies Operations

export interface UserAnswers {
  GetUserList: UserObject[]
  CreateUser: UserObject
  GetUsersCount: { object: 'total_count', total_count: number }
  GetUser: UserObject
  UpdateUser: UserObject
  DeleteUser: DeletedObject
  UsersBan: UserObject[]
  UsersUnban: UserObject[]
  BanUser: UserObject
  UnbanUser: UserObject
  LockUser: UserObject
  UnlockUser: UserObject
  SetUserProfileImage: UserObject
  DeleteUserProfileImage: UserObject
  UpdateUserMetadata: UserObject
  ReplaceUserMetadata: UserObject
}
