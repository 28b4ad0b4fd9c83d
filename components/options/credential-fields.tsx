import type { ComponentChildren } from 'preact';
import type { Credentials } from '@/lib/domain/credentials';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';
import { i18n } from '@/lib/i18n';
import { apiTokensUrl } from '../shared/create-token-url';
import { OutsideLink } from '../shared/outside-link';
import { ChoiceCards } from './choice-cards';
import { CreateToken } from './create-token';
import { SecretField, TextField } from './fields';
import { type CredentialField, misplaced } from './misplaced';

type Kind = Credentials['kind'];

interface CredentialFieldsProps {
  kind: Kind;
  email: string;
  secret: string;
  /** Whether the form was submitted, so that missing values are pointed out. */
  checked: boolean;
  /** Why the login was refused, for the field that the reason is about. */
  refused: { email: ComponentChildren; secret: ComponentChildren };
  onKind(kind: Kind): void;
  onEmail(email: string): void;
  onSecret(secret: string): void;
  /** Moves the value of one field to another. */
  onMove(from: CredentialField, to: CredentialField, value: string): void;
}

/** The choice between the two kinds of credentials, and the fields of the chosen one. */
export function CredentialFields(props: CredentialFieldsProps) {
  const { kind, email, secret, checked, refused, onKind, onEmail, onSecret, onMove } = props;
  const warningOf = (field: CredentialField, value: string) => {
    const found = misplaced(field, value);
    const move = found?.move;
    return (
      found && {
        text: found.text,
        action: move ? { label: move.label, onPress: () => onMove(field, move.to, value) } : null,
      }
    );
  };
  const isSecretMissing = checked && cleanSecret(secret) === '';
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
          <CreateToken />
          <SecretField
            key="token"
            label={i18n.t('options.token')}
            value={secret}
            error={isSecretMissing ? i18n.t('options.tokenNeeded') : refused.secret}
            clean={cleanSecret}
            warning={warningOf('token', cleanSecret(secret))}
            onInput={onSecret}
          />
        </>
      ) : (
        <>
          <TextField
            key="email"
            label={i18n.t('options.email')}
            value={email}
            error={checked && cleanEmail(email) === '' ? i18n.t('options.emailNeeded') : refused.email}
            clean={cleanEmail}
            warning={warningOf('email', cleanEmail(email))}
            onInput={onEmail}
          />
          <SecretField
            key="key"
            label={i18n.t('options.key')}
            value={secret}
            error={isSecretMissing ? i18n.t('options.keyNeeded') : refused.secret}
            clean={cleanSecret}
            warning={warningOf('key', cleanSecret(secret))}
            onInput={onSecret}
          />
          <p class="hint">
            <OutsideLink href={apiTokensUrl}>{i18n.t('options.findKey')}</OutsideLink>
          </p>
        </>
      )}
    </>
  );
}
