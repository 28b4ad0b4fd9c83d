import { i18n } from '@/lib/i18n';

/** Which permissions the extension has and why, for users who want to know before they connect. */
export function FirstRun() {
  return (
    <details class="more first-run">
      <summary>
        <h2>{i18n.t('firstRun.permissions')}</h2>
      </summary>
      <dl>
        <dt>{i18n.t('firstRun.host')}</dt>
        <dd>{i18n.t('firstRun.hostWhy')}</dd>
        <dt>{i18n.t('firstRun.storage')}</dt>
        <dd>{i18n.t('firstRun.storageWhy')}</dd>
        <dt>{i18n.t('firstRun.alarms')}</dt>
        <dd>{i18n.t('firstRun.alarmsWhy')}</dd>
      </dl>
      <p class="hint">{i18n.t('firstRun.nothingElse')}</p>
    </details>
  );
}
