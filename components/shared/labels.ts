import type { Connection } from '@/lib/domain/connection';
import { i18n } from '@/lib/i18n';

/**
 * What to call a connection: its name, or else its address, or else its kind if Cloudflare has not said whose it is.
 */
export function connectionName({ name, email, kind }: Connection): string {
  return name || email || kindName(kind);
}

/** How a connection's credentials are kept, in words. */
export function keepingName(keeping: Connection['keeping']): string {
  if (keeping === 'device') return i18n.t('options.keptDevice');
  return i18n.t(keeping === 'session' ? 'options.keptSession' : 'options.keptEncrypted');
}

export function kindName(kind: Connection['kind']): string {
  return i18n.t(kind === 'token' ? 'options.tokenLogin' : 'options.keyLogin');
}
