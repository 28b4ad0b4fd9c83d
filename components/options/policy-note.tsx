import type { Policy } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';

/** Stands beside a control that the person's organization has set. */
export function SetByOrganization() {
  return <span class="hint">{i18n.t('policy.set')}</span>;
}

/** What the organization has set that has no control of its own here; nothing when that is nothing. */
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
