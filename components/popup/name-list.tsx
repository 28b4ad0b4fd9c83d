import { i18n } from '@/lib/i18n';

/** Names in a sentence's list, each in its own direction. */
export function NameList({ names }: { names: string[] }) {
  const parts = new Intl.ListFormat(i18n.t('language')).formatToParts(names);
  return <>{parts.map(({ type, value }) => (type === 'element' ? <bdi>{value}</bdi> : value))}</>;
}
