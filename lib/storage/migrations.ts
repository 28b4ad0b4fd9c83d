import { isRecord } from './partial-parse';

// From version 1, which knew only one list of invitations and identified them by their id there. Unreadable values are
// left as they are, and then set aside like all others.

/** The snapshots of all connections. */
export function withRecords(snapshots: unknown): unknown {
  return mapRecord(snapshots, (snapshot) => {
    if (!isRecord(snapshot)) return snapshot;
    const { invitations, unreadable, complete } = snapshot;
    if (!Array.isArray(invitations)) return snapshot;
    return { invitations: invitations.map(withRecord), lists: { invites: { unreadable, complete } } };
  });
}

function withRecord(invitation: unknown): unknown {
  if (!isRecord(invitation)) return invitation;
  const { settledAtMs, settledSeq = 0, ...invites } = invitation;
  const { id, organizationId, invitedEmail, invitedAtMs } = invitation;
  const key = id ?? `${organizationId}/${invitedEmail ?? ''}/${invitedAtMs ?? ''}`;
  return { key, records: { invites }, firstSeenAtMs: null, settledAtMs, settledSeq };
}

/** A list of choices, or of what is made from them. */
export function withKeys(choices: unknown): unknown {
  if (!Array.isArray(choices)) return choices;
  return choices.map((choice) => {
    if (!isRecord(choice)) return choice;
    const { inviteId, ...rest } = choice;
    return { ...rest, key: inviteId, routes: [{ source: 'invites', id: inviteId }] };
  });
}

/** An object with choices in a field. */
export function withKeysIn(field: string) {
  return (value: unknown): unknown =>
    isRecord(value) ? { ...value, [field]: withKeys(value[field]) } : value;
}

function mapRecord(value: unknown, change: (one: unknown) => unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, change(one)]));
}
