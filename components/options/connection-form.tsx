import type { TargetedSubmitEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Credentials, Keeping } from '@/lib/domain/credentials';
import type { Failure } from '@/lib/domain/failure';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { CredentialFields } from './credential-fields';
import { KeepingChoice, type PassphraseNeed, passphraseOf } from './keeping-choice';
import type { CredentialField } from './misplaced';

/** What is kept of a form that was left half filled: never a secret. */
interface ConnectionDraft {
  kind: Credentials['kind'];
  email: string;
  keeping: Keeping;
}

interface ConnectionFormProps {
  draft: ConnectionDraft;
  nowMs: number;
  /** The ways to keep credentials that the organization allows; null for all. */
  allowedKeeping: readonly Keeping[] | null;
  /** What encrypting would need now. */
  passphraseNeed: PassphraseNeed;
  /** Why the last try failed. */
  failure: Failure | null;
  connecting: boolean;
  onDraft(draft: ConnectionDraft): void;
  /** Resolves to whether it was connected. */
  onConnect(credentials: Credentials, keeping: Keeping, passphrase: string | null): Promise<boolean>;
  /** Given when there is something to go back to. */
  onCancel: (() => void) | null;
}

const nothingTyped = { current: '', next: '', repeated: '' };

/** Connects a login. The secrets live in this form only until they are handed over. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { draft, passphraseNeed, failure, connecting, nowMs, onDraft, onConnect, onCancel } = props;
  const [secret, setSecret] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [checked, setChecked] = useState(false);
  const [moves, setMoves] = useState(0);
  const form = useRef<HTMLFormElement>(null);

  // The button that moved a value is gone: typing goes on in the field that is still empty.
  useEffect(() => {
    if (moves === 0) return;
    const fields = [...(form.current?.querySelectorAll<HTMLInputElement>('.field input') ?? [])];
    (fields.find(({ value }) => value === '') ?? fields[0])?.focus();
  }, [moves]);

  const move = (from: CredentialField, to: CredentialField, value: string) => {
    const left = from === 'email' ? '' : draft.email;
    setSecret(to === 'email' ? '' : value);
    setChecked(false);
    setMoves(moves + 1);
    onDraft({ ...draft, kind: to === 'token' ? 'token' : 'key', email: to === 'email' ? value : left });
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    const pasted = cleanSecret(secret);
    const email = cleanEmail(draft.email);
    const passphrase = passphraseOf(draft.keeping, passphraseNeed, typed);
    const ready = pasted !== '' && (draft.kind === 'token' || email !== '') && passphrase !== undefined;
    if (!ready || connecting) return;
    const connected = await onConnect(
      draft.kind === 'token' ? { kind: 'token', token: pasted } : { kind: 'key', email, key: pasted },
      draft.keeping,
      passphrase,
    );
    if (!connected) return;
    setSecret('');
    setTyped(nothingTyped);
    setChecked(false);
  };

  return (
    <form ref={form} class="connection-form" onSubmit={submit} noValidate>
      <CredentialFields
        kind={draft.kind}
        email={draft.email}
        secret={secret}
        checked={checked}
        onKind={(kind) => {
          setSecret('');
          setChecked(false);
          onDraft({ ...draft, kind });
        }}
        onEmail={(email) => onDraft({ ...draft, email })}
        onSecret={setSecret}
        onMove={move}
      />
      <KeepingChoice
        keeping={draft.keeping}
        allowed={props.allowedKeeping}
        need={passphraseNeed}
        typed={typed}
        checked={checked}
        onKeeping={(keeping) => {
          setChecked(false);
          onDraft({ ...draft, keeping });
        }}
        onTyped={setTyped}
      />
      {failure && (
        <div class="form-failure" role="alert">
          <p class="notice-title">{failureText(failure, nowMs).title}</p>
          <FailureDetails failure={failure} nowMs={nowMs} />
        </div>
      )}
      <div class="form-end">
        <button type="submit" class="button primary large" disabled={connecting}>
          {i18n.t(connecting ? 'options.submitting' : 'options.submit')}
        </button>
        {onCancel && (
          <button type="button" class="button large" onClick={onCancel}>
            {i18n.t('options.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}
