import type { Connection } from '@/lib/domain/connection';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { apiTokensUrl } from '../shared/create-token-url';
import { Remedy } from '../shared/remedy';

interface DisconnectingProps {
  /** The logins that would be disconnected. */
  connections: readonly Connection[];
  state: Pick<State, 'outbox' | 'polls'>;
}

/** What else disconnecting these logins deletes, and what remains at Cloudflare. Only shows what applies. */
export function Disconnecting({ connections, state: { outbox, polls } }: DisconnectingProps) {
  const ids = connections.map(({ id }) => id);
  const unsent = outbox.filter(({ connectionId, phase }) => phase === 'queued' && ids.includes(connectionId));
  const hasInviters = connections.some(({ inviters }) => inviters.trusted.length + inviters.quiet.length > 0);
  const hasToken = connections.some(({ id, kind }) => {
    const reason = polls[id]?.failure?.reason;
    return kind === 'token' && reason !== 'token-invalid' && reason !== 'token-expired';
  });
  return (
    <>
      {unsent.length > 0 && <p>{i18n.t('options.disconnectUnsent', unsent.length)}</p>}
      {hasInviters && <p>{i18n.t('options.disconnectInviters')}</p>}
      {hasToken && <Remedy text={i18n.t('options.disconnectToken')} href={apiTokensUrl} />}
    </>
  );
}
