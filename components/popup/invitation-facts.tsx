import type { Connection } from '@/lib/domain/connection';
import type { Invitation } from '@/lib/domain/invitation';
import { i18n } from '@/lib/i18n';
import { ShieldIcon } from '../shared/icons';
import { connectionName } from '../shared/labels';
import { isUrgent, pastTime, relativeTime, Time } from '../shared/time';

/** Whose login was invited. */
export function Login({ connection }: { connection: Connection }) {
  return (
    <p class="invite-meta">
      <bdi class="roles">{i18n.t('row.invitedFor', [connectionName(connection)])}</bdi>
    </p>
  );
}

interface FactProps {
  invitation: Invitation;
  nowMs: number;
}

/** Who invited, and when; or since when it has been known, where Cloudflare does not say. */
export function Origin({ invitation: { invitedBy, invitedAtMs, firstSeenAtMs }, nowMs }: FactProps) {
  if (!invitedBy && invitedAtMs === null && firstSeenAtMs === null) return null;
  return (
    <p class="invite-meta">
      {invitedBy && <bdi class="inviter">{invitedBy}</bdi>}
      {invitedAtMs !== null ? (
        <Time atMs={invitedAtMs}>{pastTime(invitedAtMs, nowMs)}</Time>
      ) : (
        firstSeenAtMs !== null && (
          <Time atMs={firstSeenAtMs}>{i18n.t('row.firstSeen', [pastTime(firstSeenAtMs, nowMs)])}</Time>
        )
      )}
    </p>
  );
}

/** What the invitation makes of a person there, and what it asks of them. */
export function Roles({ invitation: { roles, enforcesTwoFactor } }: Pick<FactProps, 'invitation'>) {
  if (roles.length === 0 && !enforcesTwoFactor) return null;
  return (
    <p class="invite-meta">
      {roles.length > 0 && <bdi class="roles">{roles.join(', ')}</bdi>}
      {enforcesTwoFactor && (
        <span class="two-factor" title={i18n.t('row.twoFactorHint')}>
          <ShieldIcon />
          {i18n.t('row.twoFactor')}
        </span>
      )}
    </p>
  );
}

/** How long the invitation can still be answered. */
export function TimeLeft({ invitation: { expiresAtMs, status }, nowMs }: FactProps) {
  if (expiresAtMs === null || expiresAtMs <= nowMs) {
    return <span class="time-left">{status === 'pending' && i18n.t('row.noExpiry')}</span>;
  }
  return (
    <Time atMs={expiresAtMs} class={isUrgent(expiresAtMs, nowMs) ? 'time-left urgent' : 'time-left'}>
      {i18n.t('row.expires', [relativeTime(expiresAtMs, nowMs)])}
    </Time>
  );
}
