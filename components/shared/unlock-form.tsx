import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '@/lib/domain/failure';
import { i18n } from '@/lib/i18n';
import { failureText } from './failure-text';

interface UnlockFormProps {
  /** Whether the field gets the focus at once. */
  focused: boolean;
  /** Whether something else on the page is the main thing to do. */
  plain?: boolean;
  /** Resolves to why it did not unlock, or null if it did. */
  onUnlock(passphrase: string): Promise<Failure | null>;
}

/** Asks for the passphrase, which stays in this form only until it is passed on. */
export function UnlockForm({ focused, plain, onUnlock }: UnlockFormProps) {
  const field = useRef<HTMLInputElement>(null);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
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
        setFailure(null);
        const refused = await onUnlock(passphrase);
        setPassphrase('');
        setBusy(false);
        setFailure(refused);
        field.current?.focus();
      }}
    >
      <input
        ref={field}
        class="masked"
        type="text"
        aria-label={i18n.t('passphrase.label')}
        placeholder={i18n.t('passphrase.label')}
        autoComplete="off"
        autoCapitalize="off"
        spellcheck={false}
        value={passphrase}
        aria-invalid={failure?.reason === 'passphrase-wrong'}
        aria-describedby={failure ? 'unlock-failure' : undefined}
        onInput={(event) => {
          setPassphrase(event.currentTarget.value);
          setFailure(null);
        }}
      />
      <button type="submit" class={plain ? 'button' : 'button primary'} aria-disabled={busy}>
        {i18n.t(busy ? 'passphrase.unlocking' : 'passphrase.unlock')}
      </button>
      {failure && (
        <p class="field-error" role="alert" id="unlock-failure">
          {failureText(failure, failure.atMs).title}
        </p>
      )}
    </form>
  );
}
