import type { Connection } from '@/lib/domain/connection';
import type { Invitation } from '@/lib/domain/invitation';
import { i18n } from '@/lib/i18n';
import { ShieldIcon } from '../shared/icons';
import { connectionName } from '../shared/labels';
import { isUrgent, pastTime, relativeTime, Time } from '../shared/time';
import { loginHueOf } from './avatar';

interface LoginProps {
  connection: Connection;
  onLogin?: ((connectionId: string) => void) | undefined;
}

/**
 * The login that was invited, each in its own color. With `onLogin` it is a button that shows only the invitations of
 * this login.
 */
export function Login({ connection, onLogin }: LoginProps) {
  const name = connectionName(connection);
  const Chip = onLogin ? 'button' : 'span';
  return (
    <Chip
      type={onLogin && 'button'}
      class="login"
      style={{ '--hue': loginHueOf(connection.id) }}
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

/** Who sent the invitation, and when; if Cloudflare does not say when, since when it has been known. */
export function Origin({ invitation: { invitedBy, invitedAtMs, firstSeenAtMs }, nowMs }: FactProps) {
  if (!invitedBy && invitedAtMs === null && firstSeenAtMs === null) return null;
  return (
    <p class="invite-meta">
      {invitedBy && <Inviter address={invitedBy} />}
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

/** An inviter's address. Only the part before the @ may be cut off: the domain says who the inviter really is. */
function Inviter({ address }: { address: string }) {
  const at = address.lastIndexOf('@');
  if (at < 0) return <bdi class="inviter-name">{address}</bdi>;
  return (
    <bdi class="inviter" dir="ltr">
      <span class="inviter-name" dir="auto">
        {address.slice(0, at)}
      </span>
      <span class="inviter-domain" dir="ltr">
        {address.slice(at)}
      </span>
    </bdi>
  );
}

/** About as many characters as fit on a line. */
const rolesLength = 40;

/** The roles that the invitation gives the user: as many as fit on a line, and how many more there are. */
export function Roles({ roles: all }: { roles: string[] }) {
  if (all.length === 0) return null;
  const separator = i18n.t('row.roleSeparator');
  const roles = all.toSorted((a, b) => Number(isAllPowerful(b)) - Number(isAllPowerful(a)));
  let shown = 1;
  while (shown < roles.length && roles.slice(0, shown + 1).join(separator).length <= rolesLength) shown++;
  return (
    <p class="roles">
      {roles.slice(0, shown).map((role, i) => (
        <>
          <bdi class={isAllPowerful(role) ? 'mighty' : undefined}>{role}</bdi>
          {i + 1 < shown && !isAllPowerful(role) ? separator : ' '}
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

/** Whether a role may do everything, going by the names that Cloudflare gives such roles. */
export function isAllPowerful(role: string): boolean {
  return /super admin|administrator.*\bfull\b/i.test(role);
}

/** Says that the organization requires two-factor authentication, and whether the login is known not to have it on. */
export function TwoFactor({ hasTwoFactor }: Pick<Connection, 'hasTwoFactor'>) {
  const isOff = hasTwoFactor === false;
  return (
    <p class={isOff ? 'two-factor urgent' : 'two-factor'} title={i18n.t('row.twoFactorHint')}>
      <ShieldIcon />
      {i18n.t(isOff ? 'row.twoFactorOff' : 'row.twoFactor')}
    </p>
  );
}

/**
 * Says why an invitation from a trusted inviter was not accepted automatically, if something about it is the reason.
 */
export function TrustedWaits({ unasked }: Pick<Invitation, 'unasked'>) {
  if (unasked !== 'caution' && unasked !== 'two-factor') return null;
  return <p class="hint">{i18n.t(unasked === 'caution' ? 'row.waitsCaution' : 'row.waitsTwoFactor')}</p>;
}

/** For how long the invitation can still be answered. */
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
