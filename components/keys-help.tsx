import { i18n } from '@/lib/i18n';

const keys = () =>
  [
    ['↓ j', i18n.t('keys.next')],
    ['↑ k', i18n.t('keys.previous')],
    ['a', i18n.t('keys.accept')],
    ['r', i18n.t('keys.reject')],
    ['Enter', i18n.t('keys.details')],
    ['/', i18n.t('keys.search')],
    ['?', i18n.t('keys.help')],
  ] as const;

/** The keys that work in the list. */
export function KeysHelp({ onClose }: { onClose(): void }) {
  return (
    <section class="keys" aria-label={i18n.t('keys.title')}>
      <dl>
        {keys().map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd dir="ltr">{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button" onClick={onClose}>
        {i18n.t('keys.close')}
      </button>
    </section>
  );
}
