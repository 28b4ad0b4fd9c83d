import { i18n } from '@/lib/i18n';
import { Notice } from './notice';

/** Says that the browser keeps the extension from Cloudflare, and asks for the permission again in the click. */
export function HostPermissionNotice({ onAllow }: { onAllow(): void }) {
  return (
    <Notice title={i18n.t('failure.hostPermissionMissing.title')}>
      <p>{i18n.t('failure.hostPermissionMissing.remedy')}</p>
      <button type="button" class="button primary" onClick={onAllow}>
        {i18n.t('hostPermission.allow')}
      </button>
    </Notice>
  );
}
