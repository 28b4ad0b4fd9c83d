import { useRef, useState } from 'preact/hooks';
import type { Failure } from '@/lib/domain/failure';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { leaveOnEscape } from './escape';
import { SecretField } from './fields';
import { useFirstField, useInvalidFocus } from './focus';
import { isNewPassphrase, NewPassphraseFields } from './new-passphrase';

interface ChangePassphraseProps {
  /** Resolves to why the passphrase was not changed, or null if it was. */
  onChange(current: string, next: string): Promise<Failure | null>;
  onCancel(): void;
}

const nothingTyped = { next: '', repeated: '' };

/** Asks for the current passphrase once and the new one twice. */
export function ChangePassphrase({ onChange, onCancel }: ChangePassphraseProps) {
  const [current, setCurrent] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [tries, setTries] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useFirstField(form, form);
  useInvalidFocus(form, tries);
  const missing = checked && current === '' ? i18n.t('options.fieldNeeded') : null;

  return (
    <form
      ref={form}
      class="connection-form"
      noValidate
      onKeyDown={leaveOnEscape(onCancel)}
      onSubmit={async (event) => {
        event.preventDefault();
        setChecked(true);
        const ready = isNewPassphrase(typed, current);
        if (busy) return;
        if (!ready || current === '') return setTries(tries + 1);
        setBusy(true);
        const refused = await onChange(current, typed.next);
        setFailure(refused);
        setBusy(false);
        if (refused) return setTries(tries + 1);
        setCurrent('');
        setTyped(nothingTyped);
        setChecked(false);
      }}
    >
      <SecretField
        label={i18n.t('passphrase.current')}
        value={current}
        error={failure?.reason === 'passphrase-wrong' ? failureText(failure, failure.atMs).title : missing}
        onInput={(value) => {
          setCurrent(value);
          setFailure(null);
        }}
      />
      <NewPassphraseFields typed={typed} current={current} checked={checked} onTyped={setTyped} />
      {failure && failure.reason !== 'passphrase-wrong' && (
        <div class="form-failure" role="alert">
          <p class="notice-title">{failureText(failure, failure.atMs).title}</p>
          <FailureDetails failure={failure} nowMs={failure.atMs} />
        </div>
      )}
      <div class="form-end">
        <button type="submit" class="button primary" aria-disabled={busy}>
          {i18n.t(busy ? 'passphrase.changing' : 'passphrase.save')}
        </button>
        <button type="button" class="button" onClick={onCancel}>
          {i18n.t('options.cancel')}
        </button>
      </div>
    </form>
  );
}
