import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Keeping } from '@/lib/domain/credentials';
import { i18n } from '@/lib/i18n';
import { ChoiceCards } from './choice-cards';
import { SecretField } from './fields';
import { isNewPassphrase, type NewPassphrase, NewPassphraseFields } from './new-passphrase';
import { SetByOrganization } from './policy-note';

/** The passphrase as typed into the form so far. */
export interface TypedPassphrase extends NewPassphrase {
  /** The existing passphrase, to unlock. */
  current: string;
}

/** What the user has to enter to encrypt credentials: a new passphrase, the existing one, or nothing while unlocked. */
export type PassphraseNeed = 'new' | 'current' | 'none';

interface KeepingChoiceProps {
  keeping: Keeping;
  /** The ways that the organization allows; null for all. */
  allowed: readonly Keeping[] | null;
  need: PassphraseNeed;
  typed: TypedPassphrase;
  /** Whether the stored credentials can be kept the chosen way without entering them again. */
  canKeepSecret: boolean;
  /** Whether the form updates an existing login. */
  updates: boolean;
  /** Whether the form was submitted, so that missing values are pointed out. */
  checked: boolean;
  /** Why the passphrase was refused. */
  refused: ComponentChildren;
  onKeeping(keeping: Keeping): void;
  onTyped(typed: TypedPassphrase): void;
}

const choices = () =>
  [
    { value: 'device', label: i18n.t('options.keepDevice'), hint: i18n.t('options.keepDeviceHint') },
    { value: 'session', label: i18n.t('options.keepSession'), hint: i18n.t('options.keepSessionHint') },
    { value: 'encrypted', label: i18n.t('options.keepEncrypted'), hint: i18n.t('options.keepEncryptedHint') },
  ] as const;

/**
 * One line that says how the credentials will be kept, the three ways behind a button, and the passphrase fields if
 * they are needed.
 */
export function KeepingChoice(props: KeepingChoiceProps) {
  const { keeping, allowed, need, typed, canKeepSecret, updates, checked, refused, onKeeping, onTyped } =
    props;
  const [open, setOpen] = useState(false);
  const section = useRef<HTMLDivElement>(null);
  // The button that opened the choices is gone, so the focus moves to them.
  useEffect(() => {
    if (open) section.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, [open]);
  const offered = choices().filter(({ value }) => allowed?.includes(value) ?? true);
  return (
    <>
      <div ref={section} class="keeping">
        <p class="field-title">{i18n.t('options.keeping')}</p>
        {open ? (
          <ChoiceCards
            label={i18n.t('options.keeping')}
            name="keeping"
            value={keeping}
            choices={offered}
            onChange={onKeeping}
          />
        ) : (
          <p>
            {choices().find(({ value }) => value === keeping)?.label}
            {offered.length > 1 && (
              <>
                {' · '}
                <button
                  type="button"
                  class="link"
                  aria-label={i18n.t('options.keepingChangeLabel')}
                  onClick={() => setOpen(true)}
                >
                  {i18n.t('options.keepingChange')}
                </button>
              </>
            )}
          </p>
        )}
        {allowed && <SetByOrganization />}
        {updates && (
          <p class="hint">{i18n.t(canKeepSecret ? 'options.encryptStored' : 'options.enterAgain')}</p>
        )}
      </div>
      {keeping === 'encrypted' && need === 'new' && (
        <NewPassphraseFields
          typed={typed}
          current={null}
          checked={checked}
          onTyped={(passphrase) => onTyped({ ...typed, ...passphrase })}
        />
      )}
      {keeping === 'encrypted' && need === 'current' && (
        <SecretField
          label={i18n.t('passphrase.label')}
          value={typed.current}
          error={checked && typed.current === '' ? i18n.t('options.fieldNeeded') : refused}
          onInput={(current) => onTyped({ ...typed, current })}
        />
      )}
    </>
  );
}

/** The passphrase to send along: null if none is needed, undefined while the typed one is missing or not valid. */
export function passphraseOf(
  keeping: Keeping,
  need: PassphraseNeed,
  typed: TypedPassphrase,
): string | null | undefined {
  if (keeping !== 'encrypted' || need === 'none') return null;
  if (need === 'current') return typed.current || undefined;
  return isNewPassphrase(typed, null) ? typed.next : undefined;
}
