import type { Connection } from '@/lib/domain/connection';
import type { Invitation } from '@/lib/domain/invitation';
import { i18n } from '@/lib/i18n';
import { ShieldIcon } from '../shared/icons';
import { connectionName } from '../shared/labels';
import { isUrgent, pastTime, relativeTime, Time } from '../shared/time';
import { hueOf } from './avatar';

interface LoginProps {
  connection: Connection;
  onLogin?: ((connectionId: string) => void) | undefined;
}

/** Whose login was invited, each in a colour of its own; a press shows what came to that one alone. */
export function Login({ connection, onLogin }: LoginProps) {
  const name = connectionName(connection);
  const Chip = onLogin ? 'button' : 'span';
  return (
    <Chip
      type={onLogin && 'button'}
      class="login"
      style={{ '--hue': hueOf(connection.id) }}
      title={onLogin && i18n.t('row.loginOnly', [name])}
      onClick={() => onLogin?.(connection.id)}
    >
      <span class="unseen">{i18n.t('row.invitedFor', [name])}</span>
      <span aria-hidden="true" dir="auto">
        {name}
      </span>
    </Chip>
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

/** About what a line has room for. */
const rolesLength = 40;

/** What the invitation makes of a person there: as many roles as a line has room for, and how many more there are. */
export function Roles({ roles: all }: { roles: string[] }) {
  if (all.length === 0) return null;
  const separator = i18n.t('row.roleSeparator');
  const roles = all.toSorted((a, b) => Number(isMighty(b)) - Number(isMighty(a)));
  let shown = 1;
  while (shown < roles.length && roles.slice(0, shown + 1).join(separator).length <= rolesLength) shown++;
  return (
    <p class="roles">
      {roles.slice(0, shown).map((role, i) => (
        <>
          <bdi class={isMighty(role) ? 'mighty' : undefined}>{role}</bdi>
          {i + 1 < shown && !isMighty(role) ? separator : ' '}
        </>
      ))}
      {shown < roles.length && (
        <span class="hint" dir="ltr">
          +{roles.length - shown}
        </span>
      )}
    </p>
  );
}

/** Whether a role may do everything, by the names that Cloudflare gives such roles. */
function isMighty(role: string): boolean {
  return /super admin|administrator.*\bfull\b/i.test(role);
}

/** That the organization wants two-factor authentication, and whether the login is known to lack it. */
export function TwoFactor({ hasTwoFactor }: Pick<Connection, 'hasTwoFactor'>) {
  const isOff = hasTwoFactor === false;
  return (
    <p class={isOff ? 'two-factor urgent' : 'two-factor'} title={i18n.t('row.twoFactorHint')}>
      <ShieldIcon />
      {i18n.t(isOff ? 'row.twoFactorOff' : 'row.twoFactor')}
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
