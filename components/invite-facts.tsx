import { i18n } from '#i18n';
import type { Invitation } from '@/lib/cloudflare/invitation';
import { ShieldIcon } from './icons';
import { absoluteTime, isUrgent, pastTime, relativeTime } from './time';

interface InviteFactsProps {
  invitation: Invitation;
  name: string;
  nowMs: number;
}

/** What a person decides by: the organization, who invited when, roles, two-factor. */
export function InviteFacts({ invitation, name, nowMs }: InviteFactsProps) {
  const { invitedBy, invitedAtMs, roles, enforcesTwoFactor } = invitation;
  return (
    <>
      <h2 title={name}>
        <bdi>{name}</bdi>
      </h2>
      {(invitedBy || invitedAtMs !== null) && (
        <p class="invite-meta">
          {invitedBy && (
            <bdi class="inviter" title={i18n.t('row.invitedBy', [invitedBy])}>
              {invitedBy}
            </bdi>
          )}
          {invitedAtMs !== null && <Time atMs={invitedAtMs} text={pastTime(invitedAtMs, nowMs)} />}
        </p>
      )}
      {(roles.length > 0 || enforcesTwoFactor) && (
        <p class="invite-meta">
          {roles.length > 0 && (
            <bdi class="roles" title={roles.join('\n')}>
              {roles.join(', ')}
            </bdi>
          )}
          {enforcesTwoFactor && (
            <span class="two-factor" title={i18n.t('row.twoFactorHint')}>
              <ShieldIcon />
              {i18n.t('row.twoFactor')}
            </span>
          )}
        </p>
      )}
    </>
  );
}

/** How long the invitation can still be answered. */
export function TimeLeft({ invitation: { expiresAtMs }, nowMs }: { invitation: Invitation; nowMs: number }) {
  if (expiresAtMs === null || expiresAtMs <= nowMs) return <span class="time-left" />;
  return (
    <span class={isUrgent(expiresAtMs, nowMs) ? 'time-left urgent' : 'time-left'}>
      <Time atMs={expiresAtMs} text={i18n.t('row.expires', [relativeTime(expiresAtMs, nowMs)])} />
    </span>
  );
}

function Time({ atMs, text }: { atMs: number; text: string }) {
  return (
    <time dateTime={new Date(atMs).toISOString()} title={absoluteTime(atMs)}>
      {text}
    </time>
  );
}
