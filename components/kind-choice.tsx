import { i18n } from '#i18n';
import type { Credentials } from '@/lib/cloudflare/credentials';

type Kind = Credentials['kind'];

/** The choice between the two kinds of credentials, each with what it means. */
export function KindChoice({ kind, onChange }: { kind: Kind; onChange(kind: Kind): void }) {
  const choices: { value: Kind; label: string; hint: string }[] = [
    { value: 'token', label: i18n.t('options.kindToken'), hint: i18n.t('options.kindTokenHint') },
    { value: 'key', label: i18n.t('options.kindKey'), hint: i18n.t('options.kindKeyHint') },
  ];
  return (
    <div class="kinds">
      {choices.map(({ value, label, hint }) => (
        <label key={value} class="kind">
          <input
            type="radio"
            name="kind"
            value={value}
            checked={kind === value}
            aria-label={label}
            aria-describedby={`kind-${value}`}
            onChange={() => onChange(value)}
          />
          <span>
            <strong>{label}</strong>
            <span class="hint" id={`kind-${value}`}>
              {hint}
            </span>
          </span>
        </label>
      ))}
    </div>
  );
}
