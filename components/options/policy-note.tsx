import type { Policy } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';

/** Shown beside a control that the user's organization has set. */
export function SetByOrganization() {
  return <span class="hint">{i18n.t('policy.set')}</span>;
}

/** The organization's settings that have no control on this page; renders nothing if there are none. */
export function PolicySection({ policy }: { policy: Policy }) {
  if (!policy.hideReject) return null;
  return (
    <section>
      <h2>{i18n.t('policy.set')}</h2>
      <ul>
        <li>{i18n.t('policy.rejectHidden')}</li>
      </ul>
    </section>
  );
}
