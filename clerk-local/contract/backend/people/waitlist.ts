import type { BackendList, DeletedObject } from '../../objects/answers.ts'
import type { WaitlistEntryObject } from '../../objects/people/tokens.ts'
import type { Operations } from '../../operations.ts'

export const waitlistOperations = {
  ListWaitlistEntries: 'GET /waitlist_entries',
  CreateWaitlistEntry: 'POST /waitlist_entries',
  CreateBulkWaitlistEntries: 'POST /waitlist_entries/bulk',
  DeleteWaitlistEntry: 'DELETE /waitlist_entries/{waitlist_entry_id}',
  InviteWaitlistEntry: 'POST /waitlist_entries/{waitlist_entry_id}/invite',
  RejectWaitlistEntry: 'POST /waitlist_entries/{waitlist_entry_id}/reject',
} as const satisfies Operations

export interface WaitlistAnswers {
  ListWaitlistEntries: BackendList<WaitlistEntryObject>
  CreateWaitlistEntry: WaitlistEntryObject
  CreateBulkWaitlistEntries: WaitlistEntryObject[]
  DeleteWaitlistEntry: DeletedObject
  InviteWaitlistEntry: WaitlistEntryObject
  RejectWaitlistEntry: WaitlistEntryObject
}
