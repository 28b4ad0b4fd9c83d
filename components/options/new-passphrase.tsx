import { fewestCharacters, passphraseProblem, shortestPassphrase } from '@/lib/domain/credentials';
import { i18n } from '@/lib/i18n';
import { SecretField } from './fields';

/** A new passphrase, typed twice. */
export interface NewPassphrase {
  next: string;
  repeated: string;
}

interface NewPassphraseFieldsProps {
  typed: NewPassphrase;
  /** The passphrase that it replaces; null for the first one. */
  current: string | null;
  /** Whether the form was submitted, so that missing values are pointed out. */
  checked: boolean;
  onTyped(typed: NewPassphrase): void;
}

/** The two fields for a new passphrase. */
export function NewPassphraseFields({ typed, current, checked, onTyped }: NewPassphraseFieldsProps) {
  const { next, repeated } = typed;
  const problem = checked ? problemOf(next, current) : null;
  const differs = checked && problem === null && next !== repeated;
  return (
    <>
      <SecretField
        label={i18n.t('passphrase.new')}
        value={next}
        error={problem}
        onInput={(value) => onTyped({ next: value, repeated })}
      />
      {problem === null && <p class="hint">{i18n.t('passphrase.newHint', [String(shortestPassphrase)])}</p>}
      <SecretField
        label={i18n.t('passphrase.repeat')}
        value={repeated}
        error={differs ? i18n.t('passphrase.differs') : null}
        onInput={(value) => onTyped({ next, repeated: value })}
      />
    </>
  );
}

/** Whether the typed values are a valid passphrase to replace `current`, which is null for the first one. */
export function isNewPassphrase({ next, repeated }: NewPassphrase, current: string | null): boolean {
  return problemOf(next, current) === null && next === repeated;
}

function problemOf(next: string, current: string | null): string | null {
  const problem = passphraseProblem(next);
  if (problem === 'short') return i18n.t('passphrase.short', [String(shortestPassphrase)]);
  if (problem === 'repetitive') return i18n.t('passphrase.repetitive', [String(fewestCharacters)]);
  return next === current ? i18n.t('passphrase.same') : null;
}
