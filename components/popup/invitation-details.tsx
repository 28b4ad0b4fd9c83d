import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Connection } from '@/lib/domain/connection';
import type { Failure } from '@/lib/domain/failure';
import { isPending } from '@/lib/domain/invitation';
import { isAnswered } from '@/lib/domain/invitation-record';
import type { InviteRow } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';
import { connectionName } from '../shared/labels';
import { dashboardUrl, OutsideLink } from '../shared/outside-link';
import { absoluteTime, pastTime, relativeTime } from '../shared/time';
import { type Copied, CopiedStatus, CopyButton, useCopied } from './copy-button';
import { NameList } from './name-list';

/** Cloudflare's page that explains what each role allows. */
const rolesUrl = 'https://developers.cloudflare.com/fundamentals/manage-members/roles/';

/** Cloudflare's page to set up two-factor authentication. */
const twoFactorUrl = 'https://dash.cloudflare.com/profile/authentication';

interface InvitationDetailsProps {
  row: InviteRow;
  nowMs: number;
  /** Requests the latest from Cloudflare; resolves to what went wrong, or null. */
  onDetails(): Promise<Failure | null>;
}

/** Everything that is known about an invitation, inside its row. */
export function InvitationDetails({ row, nowMs, onDetails }: InvitationDetailsProps) {
  const { invitation, connection } = row;
  const [failure, setFailure] = useState<Failure | null>(null);
  const copied = useCopied();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'nearest' });
    // If not all of it fits, show the top of the row, and as much of the rest as possible.
    box.current?.closest('li')?.querySelector('h2')?.scrollIntoView({ block: 'nearest' });
    onDetails().then(setFailure);
  }, []);
  const { invitedBy, invitedAtMs, firstSeenAtMs, expiresAtMs, roles, organizationId, routes } = invitation;
  return (
    <div ref={box} class="details">
      {invitation.enforcesTwoFactor && invitation.status === 'pending' && (
        <TwoFactor hasTwoFactor={connection.hasTwoFactor} />
      )}
      <dl>
        <Fact term={i18n.t('details.login')}>{invitation.invitedEmail ?? connectionName(connection)}</Fact>
        {invitedBy && (
          <Fact term={i18n.t('details.invitedBy')} copy={{ text: invitedBy, copied }}>
            {invitedBy}
          </Fact>
        )}
        {invitedBy?.includes('@') && (
          <Fact term={i18n.t('details.domain')}>
            {withAscii(invitedBy.slice(invitedBy.lastIndexOf('@') + 1))}
          </Fact>
        )}
        {invitedAtMs !== null && (
          <Fact term={i18n.t('details.invitedOn')}>
            {dated(invitedAtMs, pastTime(invitedAtMs, row.nowMs))}
          </Fact>
        )}
        {invitedAtMs === null && firstSeenAtMs !== null && (
          <Fact term={i18n.t('details.firstSeen')}>
            {dated(firstSeenAtMs, pastTime(firstSeenAtMs, row.nowMs))}
          </Fact>
        )}
        {!isAnswered(invitation.status) && (
          <Fact term={i18n.t('details.expiresOn')}>
            {expiresAtMs === null
              ? i18n.t('row.noExpiry')
              : dated(expiresAtMs, relativeTime(expiresAtMs, row.nowMs))}
          </Fact>
        )}
        {roles.length > 0 && (
          <Fact term={i18n.t('details.roles')}>
            <NameList names={roles} />{' '}
            <OutsideLink href={rolesUrl}>{i18n.t('details.rolesLink')}</OutsideLink>
          </Fact>
        )}
        {organizationId && (
          <Fact isId term={i18n.t('details.organizationId')} copy={{ text: organizationId, copied }}>
            {organizationId}
          </Fact>
        )}
        {routes.map(({ source, id }) => (
          <Fact
            key={source}
            isId
            term={i18n.t(source === 'invites' ? 'details.inviteId' : 'details.membershipId')}
            copy={{ text: id, copied }}
          >
            {id}
          </Fact>
        ))}
      </dl>
      <CopiedStatus copied={copied} />
      {isPending(invitation, row.nowMs) && (
        <OutsideLink href={dashboardUrl(organizationId)}>{i18n.t('details.dashboard')}</OutsideLink>
      )}
      {failure && <p class="hint">{i18n.t('details.notRenewed', [failureText(failure, nowMs).title])}</p>}
    </div>
  );
}

/** What it means for this login that the organization requires two-factor authentication. */
function TwoFactor({ hasTwoFactor }: Pick<Connection, 'hasTwoFactor'>) {
  if (hasTwoFactor) return <p class="hint">{i18n.t('details.twoFactorOn')}</p>;
  return (
    <p class="two-factor-warning">
      {i18n.t(hasTwoFactor === false ? 'details.twoFactorOff' : 'details.twoFactor')}{' '}
      <OutsideLink href={twoFactorUrl}>{i18n.t('details.twoFactorLink')}</OutsideLink>
    </p>
  );
}

/** A date, which stays on one line, followed by `words` in brackets. */
function dated(atMs: number, words: string): string {
  return `${absoluteTime(atMs).replace(/\s/g, '\u00a0')} (${words})`;
}

/**
 * A domain, followed by its ASCII form in brackets if it has letters beyond ASCII: then 'аpple.com' with a Cyrillic
 * letter can be told from the real one.
 */
function withAscii(domain: string): string {
  const url = URL.parse(`http://${domain}`);
  return url?.hostname.includes('xn--') && url.hostname !== domain.toLowerCase()
    ? `${domain} (${url.hostname})`
    : domain;
}

interface FactProps {
  term: string;
  /** The text that a button beside it copies, if there is one. */
  copy?: { text: string; copied: Copied };
  /** Whether it is an id, which is on a separate line below its term. */
  isId?: boolean;
  children: ComponentChildren;
}

function Fact({ term, copy, isId, children }: FactProps) {
  return (
    <div class={isId ? 'id-fact' : undefined}>
      <dt>{term}</dt>
      <dd>
        <bdi class={isId ? 'id' : undefined} dir={isId ? 'ltr' : undefined}>
          {children}
        </bdi>{' '}
        {copy && <CopyButton term={term} {...copy} />}
      </dd>
    </div>
  );
}
