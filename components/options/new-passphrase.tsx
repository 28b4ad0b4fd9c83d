import { shortestPassphrase } from '@/lib/domain/credentials';
import { i18n } from '@/lib/i18n';
import { SecretField } from './fields';

/** A passphrase that is being set, typed twice. */
export interface NewPassphrase {
  next: string;
  repeated: string;
}

interface NewPassphraseFieldsProps {
  typed: NewPassphrase;
  /** The form was sent: what is missing is said. */
  checked: boolean;
  onTyped(typed: NewPassphrase): void;
}

/** The two fields that set a passphrase. */
export function NewPassphraseFields({ typed, checked, onTyped }: NewPassphraseFieldsProps) {
  const { next, repeated } = typed;
  const short = checked && next.length < shortestPassphrase;
  const differs = checked && !short && next !== repeated;
  return (
    <>
      <SecretField
        label={i18n.t('passphrase.new')}
        value={next}
        error={short ? i18n.t('passphrase.short', [String(shortestPassphrase)]) : null}
        onInput={(value) => onTyped({ next: value, repeated })}
      />
      <p class="hint">{i18n.t('passphrase.newHint', [String(shortestPassphrase)])}</p>
      <SecretField
        label={i18n.t('passphrase.repeat')}
        value={repeated}
        error={differs ? i18n.t('passphrase.differs') : null}
        onInput={(value) => onTyped({ next, repeated: value })}
      />
    </>
  );
}
