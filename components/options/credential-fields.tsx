import type { Credentials } from '@/lib/domain/credentials';
import { i18n } from '@/lib/i18n';
import { OutsideLink } from '../shared/outside-link';
import { ChoiceCards } from './choice-cards';
import { SecretField, TextField } from './fields';

type Kind = Credentials['kind'];

interface CredentialFieldsProps {
  kind: Kind;
  email: string;
  secret: string;
  /** The form was sent: what is missing is said. */
  checked: boolean;
  onKind(kind: Kind): void;
  onEmail(email: string): void;
  onSecret(secret: string): void;
}

/** Cloudflare's token page with the one permission that this extension needs filled in. */
const createTokenUrl = `https://dash.cloudflare.com/profile/api-tokens?${new URLSearchParams({
  permissionGroupKeys: JSON.stringify([{ key: 'memberships', type: 'edit' }]),
  accountId: '*',
  zoneId: 'all',
  name: 'Invites for Cloudflare',
})}`;
const profileUrl = 'https://dash.cloudflare.com/profile/api-tokens';

/** The two kinds of credentials, and the fields of the one that is chosen. */
export function CredentialFields(props: CredentialFieldsProps) {
  const { kind, email, secret, checked, onKind, onEmail, onSecret } = props;
  const needed = (value: string) => (checked && value.trim() === '' ? i18n.t('options.fieldNeeded') : null);
  return (
    <>
      <ChoiceCards
        label={i18n.t('options.kind')}
        name="kind"
        value={kind}
        choices={[
          { value: 'token', label: i18n.t('options.kindToken'), hint: i18n.t('options.kindTokenHint') },
          { value: 'key', label: i18n.t('options.kindKey'), hint: i18n.t('options.kindKeyHint') },
        ]}
        onChange={onKind}
      />
      {kind === 'token' ? (
        <>
          <p class="hint">
            <OutsideLink href={createTokenUrl}>{i18n.t('options.createToken')}</OutsideLink>
            {i18n.t('options.createTokenHint')}
          </p>
          <SecretField
            label={i18n.t('options.token')}
            value={secret}
            error={needed(secret)}
            onInput={onSecret}
          />
          {secret.trim().startsWith('cfat_') && (
            <p class="warning">{i18n.t('options.accountTokenWarning')}</p>
          )}
        </>
      ) : (
        <>
          <TextField
            label={i18n.t('options.email')}
            type="email"
            value={email}
            error={needed(email)}
            onInput={onEmail}
          />
          <SecretField
            label={i18n.t('options.key')}
            value={secret}
            error={needed(secret)}
            onInput={onSecret}
          />
          <p class="hint">
            <OutsideLink href={profileUrl}>{i18n.t('options.findKey')}</OutsideLink>
          </p>
        </>
      )}
    </>
  );
}
