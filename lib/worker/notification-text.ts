import type { NotificationKind } from '@/lib/domain/notifications';
import type { InviteRow } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';

/** How many organizations a notification has room for. */
const mostNames = 3;

/**
 * The text of a notification about these invitations. Names were cleaned when they were received, and are isolated
 * here. With `manyLogins` it says which login was invited.
 */
export function notificationText(
  kind: NotificationKind,
  rows: InviteRow[],
  manyLogins: boolean,
): { title: string; message: string } {
  const [row] = rows;
  if (!row || rows.length > 1)
    return { title: i18n.t(`notification.${kind}Many`, rows.length), message: namesOf(rows) };
  const { invitation, connection } = row;
  const login = connection.name || invitation.invitedEmail;
  // An absolute time, not 'in 6 days', because a notification may be read long after it was shown.
  const when =
    kind === 'trusted'
      ? row.hold && i18n.t('notification.trustedWhen', [absoluteTime(row.hold.untilMs)])
      : invitation.expiresAtMs !== null && i18n.t('row.expires', [absoluteTime(invitation.expiresAtMs)]);
  const lines =
    kind === 'failed'
      ? [i18n.t('notification.failedWhy')]
      : [
          when,
          invitation.invitedBy && i18n.t('row.invitedBy', [isolated(invitation.invitedBy)]),
          manyLogins && login && i18n.t('row.invitedFor', [isolated(login)]),
        ];
  return { title: i18n.t(`notification.${kind}`, [nameOf(row)]), message: lines.filter(Boolean).join('\n') };
}

/** 'Acme, Globex, and Initech', or 'Acme, Globex, Initech, and 4 more'. */
function namesOf(rows: InviteRow[]): string {
  const names = rows.slice(0, mostNames).map(nameOf);
  const more = rows.length - names.length;
  const parts = more > 0 ? [...names, i18n.t('notification.more', more)] : names;
  return new Intl.ListFormat(i18n.t('language'), { type: 'conjunction' }).format(parts);
}

function nameOf({ invitation }: InviteRow): string {
  const name = invitation.organizationName;
  return name === null ? i18n.t('row.unknownOrganization') : isolated(name);
}

/**
 * Wraps a name in isolate characters, because plain text has no `<bdi>`: without them, an Arabic name would change the
 * order of an English sentence.
 */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function absoluteTime(atMs: number): string {
  return new Intl.DateTimeFormat(i18n.t('language'), { dateStyle: 'medium', timeStyle: 'short' }).format(
    atMs,
  );
}
