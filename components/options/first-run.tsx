import { i18n } from '@/lib/i18n';

/** What a person who just installed it should know before they connect anything. */
export function FirstRun() {
  return (
    <section class="first-run">
      <p class="lead">{i18n.t('firstRun.what')}</p>
      <h2>{i18n.t('firstRun.permissions')}</h2>
      <dl>
        <dt>{i18n.t('firstRun.host')}</dt>
        <dd>{i18n.t('firstRun.hostWhy')}</dd>
        <dt>{i18n.t('firstRun.storage')}</dt>
        <dd>{i18n.t('firstRun.storageWhy')}</dd>
        <dt>{i18n.t('firstRun.alarms')}</dt>
        <dd>{i18n.t('firstRun.alarmsWhy')}</dd>
      </dl>
      <p class="hint">{i18n.t('firstRun.nothingElse')}</p>
    </section>
  );
}
