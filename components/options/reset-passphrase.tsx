import type { Connection } from '@/lib/domain/connection';
import { i18n } from '@/lib/i18n';
import { connectionName } from '../shared/labels';
import { Disconnecting } from './disconnecting';
import { useTrigger } from './focus';
import { Question } from './question';

interface ResetPassphraseProps {
  /** The logins that are kept encrypted. */
  encrypted: readonly Connection[];
  state: Parameters<typeof Disconnecting>[0]['state'];
  open: boolean;
  onOpen(open: boolean): void;
  onReset(): void;
}

/** The only way to recover from a forgotten passphrase: disconnect the logins that it encrypts. */
export function ResetPassphrase({ encrypted, state, open, onOpen, onReset }: ResetPassphraseProps) {
  const trigger = useTrigger(open);
  if (!open) {
    return (
      <button ref={trigger} type="button" class="link" onClick={() => onOpen(true)}>
        {i18n.t('passphrase.forgotLink')}
      </button>
    );
  }
  return (
    <Question onYes={onReset} onKeep={() => onOpen(false)}>
      <p>{i18n.t('passphrase.forgot')}</p>
      <p>{i18n.t('passphrase.resetAsk')}</p>
      <ul class="names">
        {encrypted.map((connection) => (
          <li key={connection.id}>
            <bdi>{connectionName(connection)}</bdi>
          </li>
        ))}
      </ul>
      <Disconnecting connections={encrypted} state={state} />
    </Question>
  );
}
