import { type Recognized, recognize } from '@/lib/domain/recognized';
import { i18n } from '@/lib/i18n';

/** The fields for a login's credentials. */
export type CredentialField = 'token' | 'email' | 'key';

/** What to say about a value that looks like it belongs in another field. */
export interface Misplaced {
  text: string;
  /**
   * The field that the value belongs in, and the label of the button that moves it there; null if it is of no use here.
   */
  move: { to: CredentialField; label: string } | null;
}

const texts = {
  'user-token': 'options.looksLikeToken',
  'global-key': 'options.looksLikeKey',
  email: 'options.looksLikeEmail',
  'account-token': 'options.accountTokenWarning',
  'origin-ca-key': 'options.originCaKeyWarning',
  'service-token': 'options.serviceTokenWarning',
  'tunnel-token': 'options.tunnelTokenWarning',
  id: 'options.idWarning',
} as const satisfies Record<Recognized, string>;

/** What to say about a field's value; null if it may be right. */
export function misplaced(field: CredentialField, value: string): Misplaced | null {
  const looksLike = recognize(value);
  if (looksLike === null) return null;
  const move = moveOf(looksLike);
  return move?.to === field ? null : { text: i18n.t(texts[looksLike]), move };
}

function moveOf(looksLike: Recognized): Misplaced['move'] {
  switch (looksLike) {
    case 'user-token':
      return { to: 'token', label: i18n.t('options.useAsToken') };
    case 'global-key':
      return { to: 'key', label: i18n.t('options.useAsKey') };
    case 'email':
      return { to: 'email', label: i18n.t('options.useAsEmail') };
    default:
      return null;
  }
}
