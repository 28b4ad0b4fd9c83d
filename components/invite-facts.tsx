import type { Invitation } from '@/lib/cloudflare/invitation';
import { i18n } from '@/lib/i18n';
import type { Connection } from '@/lib/invites/schemas';
import { connectionName } from './connection-name';
import { ShieldIcon } from './icons';
import { isUrgent, pastTime, relativeTime } from './time';

// Functions, not components, as what they return is in every row: a component takes as long as several elements, and so
// does a fragment.

/** Whose login was invited. */
export function loginOf(connection: Connection) {
  return (
    <p class="invite-meta">
      <bdi class="roles">{i18n.t('row.invitedFor', connectionName(connection))}</bdi>
    </p>
  );
}

/** Who invited, and when. */
export function originOf({ invitedBy, invitedAtMs }: Invitation, nowMs: number) {
  return (
    (invitedBy || invitedAtMs !== null) && (
      <p class="invite-meta">
        {invitedBy && <bdi class="inviter">{invitedBy}</bdi>}
        {invitedAtMs !== null && timeOf(invitedAtMs, pastTime(invitedAtMs, nowMs))}
      </p>
    )
  );
}

/** What the invitation makes of a person there, and what it asks of them. */
export function rolesOf({ roles, enforcesTwoFactor }: Invitation) {
  return (
    (roles.length > 0 || enforcesTwoFactor) && (
      <p class="invite-meta">
        {roles.length > 0 && <bdi class="roles">{roles.join(', ')}</bdi>}
        {enforcesTwoFactor && (
          <span class="two-factor" title={i18n.t('row.twoFactorHint')}>
            <ShieldIcon />
            {i18n.t('row.twoFactor')}
          </span>
        )}
      </p>
    )
  );
}

/** How long the invitation can still be answered. */
export function timeLeftOf({ expiresAtMs }: Invitation, nowMs: number) {
  if (expiresAtMs === null || expiresAtMs <= nowMs) return <span class="time-left" />;
  const text = i18n.t('row.expires', relativeTime(expiresAtMs, nowMs));
  return timeOf(expiresAtMs, text, isUrgent(expiresAtMs, nowMs) ? 'time-left urgent' : 'time-left');
}

/** No <time>: it would have to say the date as well, which takes as long as several elements. */
export function timeOf(atMs: number, text: string, name?: string) {
  return (
    <span class={name} data-at={atMs}>
      {text}
    </span>
  );
}
