import { useState } from 'preact/hooks';
import { shortestPassphrase } from '@/lib/domain/credentials';
import { i18n } from '@/lib/i18n';
import { SecretField } from './fields';
import { NewPassphraseFields } from './new-passphrase';

interface ChangePassphraseProps {
  /** Resolves to whether the current passphrase was wrong. */
  onChange(current: string, next: string): Promise<boolean>;
  onCancel(): void;
}

/** Asks for the current passphrase and twice for the new one. */
export function ChangePassphrase({ onChange, onCancel }: ChangePassphraseProps) {
  const [current, setCurrent] = useState('');
  const [typed, setTyped] = useState({ next: '', repeated: '' });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const missing = checked && current === '' ? i18n.t('options.fieldNeeded') : null;

  return (
    <form
      class="connection-form"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault();
        setChecked(true);
        const ready = typed.next.length >= shortestPassphrase && typed.next === typed.repeated;
        if (!ready || current === '' || busy) return;
        setBusy(true);
        setWrong(await onChange(current, typed.next));
        setBusy(false);
      }}
    >
      <SecretField
        label={i18n.t('passphrase.current')}
        value={current}
        error={wrong ? i18n.t('failure.passphraseWrong.title') : missing}
        onInput={(value) => {
          setCurrent(value);
          setWrong(false);
        }}
      />
      <NewPassphraseFields typed={typed} checked={checked} onTyped={setTyped} />
      <div class="form-end">
        <button type="submit" class="button primary" disabled={busy}>
          {i18n.t(busy ? 'passphrase.changing' : 'passphrase.save')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {i18n.t('options.cancel')}
        </button>
      </div>
    </form>
  );
}
