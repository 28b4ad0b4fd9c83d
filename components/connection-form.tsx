import type { TargetedSubmitEvent } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Credentials } from '@/lib/cloudflare/credentials';
import type { Failure } from '@/lib/cloudflare/failure';
import { failureText } from './failure-text';
import { SecretField, TextField } from './fields';
import { ExternalIcon } from './icons';
import { KindChoice } from './kind-choice';
import { FailureDetails } from './notice';

/** What is kept of a form that was left half filled: never the secret. */
interface ConnectionDraft {
  kind: Credentials['kind'];
  email: string;
}

interface ConnectionFormProps {
  draft: ConnectionDraft;
  nowMs: number;
  /** Why the last try failed. */
  failure: Failure | null;
  connecting: boolean;
  onDraft(draft: ConnectionDraft): void;
  onConnect(credentials: Credentials): void;
  /** Given when there is something to go back to. */
  onCancel: (() => void) | null;
}

/** Cloudflare's token page with the one permission that this extension needs filled in. */
const createTokenUrl = `https://dash.cloudflare.com/profile/api-tokens?${new URLSearchParams({
  permissionGroupKeys: JSON.stringify([{ key: 'memberships', type: 'edit' }]),
  accountId: '*',
  zoneId: 'all',
  name: 'Invites for Cloudflare',
})}`;
const profileUrl = 'https://dash.cloudflare.com/profile/api-tokens';

/** The two ways to connect. The secret lives in this form only until it is handed over. */
export function ConnectionForm(props: ConnectionFormProps) {
  const { draft, failure, connecting, nowMs, onDraft, onConnect, onCancel } = props;
  const [secret, setSecret] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const email = draft.email.trim();
  const needed = (value: string) =>
    incomplete && value.trim() === '' ? i18n.t('options.fieldNeeded') : null;

  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const pasted = secret.trim();
    const ready = pasted !== '' && (draft.kind === 'token' || email !== '');
    setIncomplete(!ready);
    if (!ready || connecting) return;
    onConnect(
      draft.kind === 'token' ? { kind: 'token', token: pasted } : { kind: 'key', email, key: pasted },
    );
  };

  return (
    <form class="connection-form" onSubmit={submit} noValidate>
      <KindChoice
        kind={draft.kind}
        onChange={(kind) => {
          setSecret('');
          setIncomplete(false);
          onDraft({ ...draft, kind });
        }}
      />
      {draft.kind === 'token' ? (
        <>
          <p class="hint">
            <OutsideLink href={createTokenUrl}>{i18n.t('options.createToken')}</OutsideLink>
            {i18n.t('options.createTokenHint')}
          </p>
          <SecretField
            label={i18n.t('options.token')}
            value={secret}
            error={needed(secret)}
            onInput={setSecret}
          />
          {secret.trim().startsWith('cfat_') && (
            <p class="warning">{i18n.t('options.accountTokenWarning')}</p>
          )}
        </>
      ) : (
        <>
          <TextField
            label={i18n.t('options.email')}
            type="email"
            value={draft.email}
            error={needed(email)}
            onInput={(value) => onDraft({ ...draft, email: value })}
          />
          <SecretField
            label={i18n.t('options.key')}
            value={secret}
            error={needed(secret)}
            onInput={setSecret}
          />
          <p class="hint">
            <OutsideLink href={profileUrl}>{i18n.t('options.findKey')}</OutsideLink>
          </p>
        </>
      )}
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

function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <a class="outside" href={href} target="_blank" rel="noreferrer">
      {children}
      <ExternalIcon />
    </a>
  );
}
