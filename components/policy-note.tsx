import { i18n } from '#i18n';
import type { Policy } from '@/lib/policy';

/** Stands beside a control that the person's organization has set. */
export function SetByOrganization() {
  return <span class="hint">{i18n.t('policy.set')}</span>;
}

const keepingNames = {
  device: () => i18n.t('policy.device'),
  session: () => i18n.t('policy.session'),
  encrypted: () => i18n.t('policy.encrypted'),
};

/** What the organization has set that has no control of its own here; nothing when that is nothing. */
export function PolicySection({ policy }: { policy: Policy }) {
  const { allowedKeeping, hideReject, notifications } = policy;
  if (allowedKeeping === null && !hideReject && notifications === null) return null;
  return (
    <section>
      <h2>{i18n.t('policy.set')}</h2>
      <ul>
        {notifications !== null && (
          <li>{i18n.t(notifications ? 'policy.notificationsOn' : 'policy.notificationsOff')}</li>
        )}
        {allowedKeeping !== null && (
          <li>{i18n.t('policy.keeping', [allowedKeeping.map((way) => keepingNames[way]()).join(', ')])}</li>
        )}
        {hideReject && <li>{i18n.t('policy.rejectHidden')}</li>}
      </ul>
    </section>
  );
}
