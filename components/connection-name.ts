import { i18n } from '#i18n';
import type { Connection } from '@/lib/invites/connection';

/** What to call a connection: its name, or its kind while Cloudflare has not told whose it is. */
export function connectionName({ name, kind }: Connection): string {
  return name || kindName(kind);
}

export function kindName(kind: Connection['kind']): string {
  return i18n.t(kind === 'token' ? 'options.tokenLogin' : 'options.keyLogin');
}
