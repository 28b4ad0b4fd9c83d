import { useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '@/lib/i18n';

interface UnlockFormProps {
  /** Whether to type at once. */
  focused: boolean;
  /** Resolves to whether the passphrase was wrong. */
  onUnlock(passphrase: string): Promise<boolean>;
}

/** Asks for the passphrase. It lives in this form only until it is handed over. */
export function UnlockForm({ focused, onUnlock }: UnlockFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    if (focused) field.current?.focus();
  }, [focused]);

  return (
    <form
      class="unlock"
      onSubmit={async (event) => {
        event.preventDefault();
        if (busy || passphrase === '') return field.current?.focus();
        setBusy(true);
        setWrong(false);
        const refused = await onUnlock(passphrase);
        setPassphrase('');
        setBusy(false);
        setWrong(refused);
        field.current?.focus();
      }}
    >
      <input
        ref={field}
        type="password"
        aria-label={i18n.t('passphrase.label')}
        placeholder={i18n.t('passphrase.label')}
        autoComplete="off"
        value={passphrase}
        aria-invalid={wrong}
        onInput={(event) => {
          setPassphrase(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <button type="submit" class="button primary" disabled={busy}>
        {i18n.t(busy ? 'passphrase.unlocking' : 'passphrase.unlock')}
      </button>
      {wrong && (
        <p class="field-error" role="alert">
          {i18n.t('failure.passphraseWrong.title')}
        </p>
      )}
    </form>
  );
}
