import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Connection } from '@/lib/domain/connection';
import type { Failure } from '@/lib/domain/failure';
import type { InviteRow } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';
import { failureText } from '../shared/failure-text';
import { ExternalIcon } from '../shared/icons';
import { connectionName } from '../shared/labels';
import { absoluteTime, pastTime, relativeTime } from '../shared/time';
import { NameList } from './name-list';

/** Where Cloudflare lets a person set up two-factor authentication. */
const twoFactorUrl = 'https://dash.cloudflare.com/profile/authentication';

interface InvitationDetailsProps {
  row: InviteRow;
  nowMs: number;
  /** Has Cloudflare asked for the latest; resolves to what went wrong, or null. */
  onDetails(): Promise<Failure | null>;
}

/** Everything that is known of an invitation, in place. */
export function InvitationDetails({ row, nowMs, onDetails }: InvitationDetailsProps) {
  const { invitation, connection } = row;
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    onDetails().then(setFailure);
  }, []);
  const { invitedBy, invitedAtMs, firstSeenAtMs, expiresAtMs, roles, organizationId, routes } = invitation;
  return (
    <div class="details">
      {invitation.enforcesTwoFactor && <TwoFactor hasTwoFactor={connection.hasTwoFactor} />}
      <dl>
        <Fact term={i18n.t('details.login')}>{invitation.invitedEmail ?? connectionName(connection)}</Fact>
        {invitedBy && <Fact term={i18n.t('details.invitedBy')}>{invitedBy}</Fact>}
        {invitedBy?.includes('@') && (
          <Fact term={i18n.t('details.domain')}>{invitedBy.slice(invitedBy.lastIndexOf('@') + 1)}</Fact>
        )}
        {invitedAtMs !== null && (
          <Fact term={i18n.t('details.invitedOn')}>
            {absoluteTime(invitedAtMs)} · {pastTime(invitedAtMs, row.nowMs)}
          </Fact>
        )}
        {invitedAtMs === null && firstSeenAtMs !== null && (
          <Fact term={i18n.t('details.firstSeen')}>
            {absoluteTime(firstSeenAtMs)} · {pastTime(firstSeenAtMs, row.nowMs)}
          </Fact>
        )}
        <Fact term={i18n.t('details.expiresOn')}>
          {expiresAtMs === null
            ? i18n.t('row.noExpiry')
            : `${absoluteTime(expiresAtMs)} · ${relativeTime(expiresAtMs, row.nowMs)}`}
        </Fact>
        {roles.length > 0 && (
          <Fact term={i18n.t('details.roles')}>
            <NameList names={roles} />
          </Fact>
        )}
        <IdFact term={i18n.t('details.organizationId')} id={organizationId} />
        {routes.map(({ source, id }) => (
          <IdFact
            key={source}
            term={i18n.t(source === 'invites' ? 'details.inviteId' : 'details.membershipId')}
            id={id}
          />
        ))}
      </dl>
      {failure && <p class="hint">{i18n.t('details.notRenewed', [failureText(failure, nowMs).title])}</p>}
    </div>
  );
}

/** What the organization's demand for two-factor authentication means for this login. */
function TwoFactor({ hasTwoFactor }: Pick<Connection, 'hasTwoFactor'>) {
  if (hasTwoFactor) return <p class="hint">{i18n.t('details.twoFactorOn')}</p>;
  return (
    <p class="two-factor-warning">
      {i18n.t(hasTwoFactor === false ? 'details.twoFactorOff' : 'details.twoFactor')}{' '}
      <a class="outside" href={twoFactorUrl} target="_blank" rel="noreferrer">
        {i18n.t('details.twoFactorLink')}
        <ExternalIcon />
      </a>
    </p>
  );
}

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <bdi>{children}</bdi>
      </dd>
    </div>
  );
}

function IdFact({ term, id }: { term: string; id: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <span class="id" dir="ltr">
          {id}
        </span>
        <button
          type="button"
          class="link"
          aria-label={i18n.t('details.copyLabel', [term])}
          onClick={() => navigator.clipboard.writeText(id).then(() => setCopied(true))}
        >
          {i18n.t(copied ? 'details.copied' : 'details.copy')}
        </button>
      </dd>
    </div>
  );
}
