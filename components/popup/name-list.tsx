import type { InviteRow } from '@/lib/domain/rows';
import { i18n } from '@/lib/i18n';

/** What to call the organization that sent the invitation. */
export function nameOf({ invitation }: Pick<InviteRow, 'invitation'>): string {
  return invitation.organizationName ?? i18n.t('row.unknownOrganization');
}

/** A list of names as in a sentence, each in its own direction. */
export function NameList({ names }: { names: string[] }) {
  const parts = new Intl.ListFormat(i18n.t('language')).formatToParts(names);
  return <>{parts.map(({ type, value }) => (type === 'element' ? <bdi>{value}</bdi> : value))}</>;
}
