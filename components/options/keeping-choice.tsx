import { type Keeping, shortestPassphrase } from '@/lib/domain/credentials';
import { i18n } from '@/lib/i18n';
import { ChoiceCards } from './choice-cards';
import { SecretField } from './fields';
import { type NewPassphrase, NewPassphraseFields } from './new-passphrase';
import { SetByOrganization } from './policy-note';

/** The passphrase as far as it was typed into the form. */
export interface TypedPassphrase extends NewPassphrase {
  /** The one that is set already, to unlock. */
  current: string;
}

/** What encrypting needs: a passphrase to be set, the one that is set, or nothing while unlocked. */
export type PassphraseNeed = 'new' | 'current' | 'none';

interface KeepingChoiceProps {
  keeping: Keeping;
  /** What the organization allows; null for all. */
  allowed: readonly Keeping[] | null;
  need: PassphraseNeed;
  typed: TypedPassphrase;
  /** The form was sent: what is missing is said. */
  checked: boolean;
  onKeeping(keeping: Keeping): void;
  onTyped(typed: TypedPassphrase): void;
}

const choices = () =>
  [
    { value: 'device', label: i18n.t('options.keepDevice'), hint: i18n.t('options.keepDeviceHint') },
    { value: 'session', label: i18n.t('options.keepSession'), hint: i18n.t('options.keepSessionHint') },
    { value: 'encrypted', label: i18n.t('options.keepEncrypted'), hint: i18n.t('options.keepEncryptedHint') },
  ] as const;

/** The three ways to keep credentials, each in a sentence, and the passphrase where one is needed. */
export function KeepingChoice({
  keeping,
  allowed,
  need,
  typed,
  checked,
  onKeeping,
  onTyped,
}: KeepingChoiceProps) {
  return (
    <>
      <p class="field-title">{i18n.t('options.keeping')}</p>
      <ChoiceCards
        label={i18n.t('options.keeping')}
        name="keeping"
        value={keeping}
        choices={choices().filter(({ value }) => allowed?.includes(value) ?? true)}
        onChange={onKeeping}
      />
      {allowed && <SetByOrganization />}
      {keeping === 'encrypted' && need === 'new' && (
        <NewPassphraseFields
          typed={typed}
          checked={checked}
          onTyped={(passphrase) => onTyped({ ...typed, ...passphrase })}
        />
      )}
      {keeping === 'encrypted' && need === 'current' && (
        <SecretField
          label={i18n.t('passphrase.label')}
          value={typed.current}
          error={checked && typed.current === '' ? i18n.t('options.fieldNeeded') : null}
          onInput={(current) => onTyped({ ...typed, current })}
        />
      )}
    </>
  );
}

/** The passphrase to send along, null when none is needed, or undefined while what was typed will not do. */
export function passphraseOf(
  keeping: Keeping,
  need: PassphraseNeed,
  typed: TypedPassphrase,
): string | null | undefined {
  if (keeping !== 'encrypted' || need === 'none') return null;
  if (need === 'current') return typed.current || undefined;
  return typed.next.length >= shortestPassphrase && typed.next === typed.repeated ? typed.next : undefined;
}
