import { i18n } from '#i18n';
import type { Invitation } from '@/lib/cloudflare/invitation';
import type { InviteRow } from '@/lib/invites/state';
import { connectionName } from './connection-name';
import { ShieldIcon } from './icons';
import { absoluteTime, isUrgent, pastTime, relativeTime } from './time';

interface InviteFactsProps {
  row: InviteRow;
  name: string;
  nowMs: number;
  /** Whether to say which login was invited. */
  withLogin: boolean;
  /** Whether the details are shown below. */
  open: boolean;
  onToggle(): void;
}

/** What a person decides by: the organization, who invited when, roles, two-factor. The name opens the details. */
export function InviteFacts({ row, name, nowMs, withLogin, open, onToggle }: InviteFactsProps) {
  const { invitedBy, invitedAtMs, roles, enforcesTwoFactor } = row.invitation;
  return (
    <>
      <h2>
        <button
          type="button"
          class="name"
          title={name}
          aria-expanded={open}
          data-key="details"
          onClick={onToggle}
        >
          <bdi>{name}</bdi>
        </button>
      </h2>
      {withLogin && (
        <p class="invite-meta">
          <bdi class="roles">{i18n.t('row.invitedFor', [connectionName(row.connection)])}</bdi>
        </p>
      )}
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
    <time
      dateTime={new Date(atMs).toISOString()}
      // Written when it is asked for: the first paint need not wait for two in each row.
      onMouseEnter={({ currentTarget }) => {
        currentTarget.title = absoluteTime(atMs);
      }}
    >
      {text}
    </time>
  );
}
