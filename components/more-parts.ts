/** What a list of plain invitations does without: loaded after it is painted, or before where the state has need of it. */
export { findRows } from '@/lib/invites/find';
export { Announcements } from './announcements';
export { BatchStatus } from './batch-status';
export { CautionList } from './caution-list';
export { ConnectionNotices } from './connection-notices';
export { HostPermissionNotice } from './host-permission-notice';
export { InviteDetails } from './invite-details';
export { default as styles } from './more.css?inline';
export { PastList } from './past-list';
export { Loading, Locked, NothingPending, Welcome } from './popup-states';
export { ResponseFailure, WaitingNote } from './response-note';
export { RowKeys } from './row-keys';
export { SelectionBar } from './selection-bar';
export { Tooltips } from './tooltips';
