import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Failure } from '@/lib/cloudflare/failure';
import type { InviteRow } from '@/lib/invites/state';
import { connectionName } from './connection-name';
import { failureText } from './failure-text';
import { ExternalIcon } from './icons';
import { absoluteTime, pastTime, relativeTime } from './time';

/** Where Cloudflare lets a person set up two-factor authentication. */
const twoFactorUrl = 'https://dash.cloudflare.com/profile/authentication';

interface InviteDetailsProps {
  row: InviteRow;
  nowMs: number;
  /** Has Cloudflare asked for the latest; resolves to what went wrong, or null. */
  onDetails(): Promise<Failure | null>;
}

/** Everything that is known of an invitation, in place. */
export function InviteDetails({ row, nowMs, onDetails }: InviteDetailsProps) {
  const { invitation, connection } = row;
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    onDetails().then(setFailure);
  }, []);
  const { invitedBy, invitedAtMs, expiresAtMs, roles, enforcesTwoFactor, organizationId, id } = invitation;
  return (
    <div class="details">
      {enforcesTwoFactor && (
        <p class="two-factor-warning">
          {i18n.t('details.twoFactor')}{' '}
          <a class="outside" href={twoFactorUrl} target="_blank" rel="noreferrer">
            {i18n.t('details.twoFactorLink')}
            <ExternalIcon />
          </a>
        </p>
      )}
      <dl>
        <Fact term={i18n.t('details.login')}>{invitation.invitedEmail ?? connectionName(connection)}</Fact>
        {invitedBy && <Fact term={i18n.t('details.invitedBy')}>{invitedBy}</Fact>}
        {invitedBy?.includes('@') && (
          <Fact term={i18n.t('details.domain')}>{invitedBy.slice(invitedBy.lastIndexOf('@') + 1)}</Fact>
        )}
        {invitedAtMs !== null && (
          <Fact
            term={i18n.t('details.invitedOn')}
          >{`${absoluteTime(invitedAtMs)}, ${pastTime(invitedAtMs, nowMs)}`}</Fact>
        )}
        {expiresAtMs !== null && (
          <Fact
            term={i18n.t('details.expiresOn')}
          >{`${absoluteTime(expiresAtMs)}, ${relativeTime(expiresAtMs, nowMs)}`}</Fact>
        )}
        {roles.length > 0 && (
          <Fact term={i18n.t('details.roles')}>{new Intl.ListFormat(i18n.t('language')).format(roles)}</Fact>
        )}
        <Fact term={i18n.t('details.organizationId')} copy>
          {organizationId}
        </Fact>
        {id !== null && (
          <Fact term={i18n.t('details.inviteId')} copy>
            {id}
          </Fact>
        )}
      </dl>
      {failure && <p class="hint">{i18n.t('details.notRenewed', [failureText(failure, nowMs).title])}</p>}
    </div>
  );
}

function Fact({ term, copy, children }: { term: string; copy?: boolean; children: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <bdi class={copy ? 'id' : undefined}>{children}</bdi>
        {copy && (
          <button
            type="button"
            class="link"
            aria-label={i18n.t('details.copyLabel', [term])}
            onClick={() => navigator.clipboard.writeText(children).then(() => setCopied(true))}
          >
            {i18n.t(copied ? 'details.copied' : 'details.copy')}
          </button>
        )}
      </dd>
    </div>
  );
}
