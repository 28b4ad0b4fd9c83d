import type { TargetedSubmitEvent } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Credentials, Keeping } from '@/lib/domain/credentials';
import type { Failure } from '@/lib/domain/failure';
import { cleanEmail, cleanSecret } from '@/lib/domain/pasted';
import { i18n } from '@/lib/i18n';
import { FailureDetails } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { connectRemedy, elsewhereText, type FailedField, failedField } from './connect-failure';
import { CredentialFields } from './credential-fields';
import { leaveOnEscape } from './escape';
import { useFirstField, useInvalidFocus } from './focus';
import { KeepingChoice, type PassphraseNeed, passphraseOf } from './keeping-choice';
import type { CredentialField } from './misplaced';

/** The part of a half-filled form that is stored: never a secret. */
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
  /** What the user has to enter to encrypt credentials now. */
  passphraseNeed: PassphraseNeed;
  /** Why the last try failed. */
  failure: Failure | null;
  connecting: boolean;
  /** Whether the form updates an existing login. */
  updates: boolean;
  /**
   * A new object each time an action on the page opens the form: its first empty field then gets the focus. Null if the
   * form was there when the page opened.
   */
  opened: object | null;
  /** Whether something else on the page has to be done first. */
  plain: boolean;
  onDraft(draft: ConnectionDraft): void;
  /** The user is typing a secret or a passphrase, so a failure is no longer about the values in the form. */
  onTyping(): void;
  /** Resolves to whether it connected. */
  onConnect(credentials: Credentials, keeping: Keeping, passphrase: string | null): Promise<boolean>;
  /**
   * Encrypts the stored credentials without entering them again, and resolves to whether that worked. Null unless that
   * is the only change in the form.
   */
  onEncrypt: ((passphrase: string | null) => Promise<boolean>) | null;
  /** Null if there is nothing to go back to. */
  onCancel: (() => void) | null;
}

const nothingTyped = { current: '', next: '', repeated: '' };

/** Connects a login. Secrets stay in this form only until they are passed on. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { draft, passphraseNeed, failure, connecting, nowMs, onDraft, onTyping, onCancel } = props;
  const [secret, setSecret] = useState('');
  const [typed, setTyped] = useState(nothingTyped);
  const [checked, setChecked] = useState(false);
  const [tries, setTries] = useState(0);
  // The button that moved a value is gone, so the field that is still empty gets the focus.
  const [moved, setMoved] = useState<object | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useFirstField(form, props.opened);
  useFirstField(form, moved);
  useInvalidFocus(form, tries);

  const encryptsStored = cleanSecret(secret) === '' ? props.onEncrypt : null;

  const move = (from: CredentialField, to: CredentialField, value: string) => {
    const left = from === 'email' ? '' : draft.email;
    setSecret(to === 'email' ? '' : value);
    setChecked(false);
    setMoved({});
    onDraft({ ...draft, kind: to === 'token' ? 'token' : 'key', email: to === 'email' ? value : left });
  };

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    const pasted = cleanSecret(secret);
    const email = cleanEmail(draft.email);
    const passphrase = passphraseOf(draft.keeping, passphraseNeed, typed);
    const entered = pasted !== '' && (draft.kind === 'token' || email !== '');
    if (connecting) return;
    if (!(entered || encryptsStored) || passphrase === undefined) return setTries(tries + 1);
    const connected = await (encryptsStored
      ? encryptsStored(passphrase)
      : props.onConnect(
          draft.kind === 'token' ? { kind: 'token', token: pasted } : { kind: 'key', email, key: pasted },
          draft.keeping,
          passphrase,
        ));
    if (!connected) return setTries(tries + 1);
    setSecret('');
    setTyped(nothingTyped);
    setChecked(false);
  };

  const field = failedField(failure);
  const misplacedText = failure && elsewhereText(failure, draft, secret);
  const reason =
    failure &&
    (misplacedText ?? (
      <>
        <p class="notice-title">{failureText(failure, nowMs).title}</p>
        <FailureDetails failure={failure} nowMs={nowMs} remedy={connectRemedy(failure, nowMs)} />
      </>
    ));
  const reasonAt = (at: FailedField) => (field === at ? reason : null);

  return (
    <form
      ref={form}
      class="connection-form"
      onSubmit={submit}
      onKeyDown={onCancel ? leaveOnEscape(onCancel) : undefined}
      noValidate
    >
      <CredentialFields
        kind={draft.kind}
        email={draft.email}
        secret={secret}
        checked={checked && !encryptsStored}
        refused={{ email: reasonAt('email'), secret: reasonAt('secret') }}
        onKind={(kind) => {
          setSecret('');
          setChecked(false);
          onDraft({ ...draft, kind });
        }}
        onEmail={(email) => onDraft({ ...draft, email })}
        onSecret={(typedSecret) => {
          setSecret(typedSecret);
          onTyping();
        }}
        onMove={move}
      />
      <KeepingChoice
        keeping={draft.keeping}
        allowed={props.allowedKeeping}
        need={passphraseNeed}
        typed={typed}
        canKeepSecret={props.onEncrypt !== null}
        updates={props.updates}
        checked={checked}
        refused={reasonAt('passphrase')}
        onKeeping={(keeping) => {
          setChecked(false);
          onDraft({ ...draft, keeping });
        }}
        onTyped={(passphrase) => {
          setTyped(passphrase);
          onTyping();
        }}
      />
      {reason && field === null && (
        <div class="form-failure" role="alert">
          {reason}
        </div>
      )}
      <div class="form-end">
        <button
          type="submit"
          class={props.plain ? 'button large' : 'button primary large'}
          aria-disabled={connecting}
        >
          {i18n.t(connecting ? 'options.submitting' : props.updates ? 'options.save' : 'options.submit')}
        </button>
        {onCancel && (
          <button type="button" class="button large" onClick={onCancel}>
            {i18n.t('options.cancel')}
          </button>
        )}
      </div>
      <p class="hint">{i18n.t('options.sent')}</p>
    </form>
  );
}
