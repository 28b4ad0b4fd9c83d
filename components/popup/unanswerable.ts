import { isPending } from '@/lib/domain/invitation';
import type { Answer } from '@/lib/domain/invitation-record';
import { isLocked } from '@/lib/domain/lock';
import { isUnderWay } from '@/lib/domain/outbox';
import { needsPerson } from '@/lib/domain/poll-schedule';
import { canAnswerUnlocked, type InviteRow } from '@/lib/domain/rows';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';

/**
 * Why a pending row has no button for this answer, in the words that the popup uses elsewhere. Null if it has one, or
 * if the row itself shows why.
 */
export function whyUnanswerable(
  state: State,
  { connection, invitation, pressed, response, nowMs }: InviteRow,
  answer: Answer,
  hideReject: boolean,
): string | null {
  const poll = state.polls[connection.id];
  if (!isPending(invitation, nowMs) || pressed || (response && isUnderWay(response))) return null;
  if (isLocked(state, connection)) return i18n.t('passphrase.popupText');
  if (poll?.failure && needsPerson(poll)) return failureText(poll.failure, nowMs).title;
  if (!connection.canRespond) return i18n.t('list.readOnly');
  return hideReject && answer === 'rejected' ? i18n.t('policy.rejectHidden') : null;
}

/** Why a pending row has no buttons, or what to do first: its login is locked or refused. Null for all other rows. */
export function obstacleTo(state: State, row: InviteRow): string | null {
  if (canAnswerUnlocked(state, row)) return i18n.t('row.locked');
  const failure = state.polls[row.connection.id]?.failure;
  if (!failure || !needsPerson(state.polls[row.connection.id])) return null;
  return isPending(row.invitation, row.nowMs) ? failureText(failure, row.nowMs).title : null;
}
