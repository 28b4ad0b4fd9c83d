import type { Policy } from '@/lib/domain/settings';
import { intervals, type Settings, themes } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { minutesText } from './minutes';
import { SetByOrganization } from './policy-note';

interface SettingsFormProps {
  settings: Settings;
  policy: Policy;
  onChange(change: Partial<Settings>): void;
}

const themeNames = {
  system: () => i18n.t('options.themeSystem'),
  light: () => i18n.t('options.themeLight'),
  dark: () => i18n.t('options.themeDark'),
};

/** Settings that take effect as soon as they are chosen. */
export function SettingsForm({ settings, policy, onChange }: SettingsFormProps) {
  return (
    <>
      <section>
        <h2>{i18n.t('options.checking')}</h2>
        <div class="setting">
          <label for="interval">{i18n.t('options.interval')}</label>
          <select
            id="interval"
            value={settings.intervalMinutes}
            disabled={policy.intervalMinutes !== null}
            onChange={(event) => {
              const chosen = intervals.find((minutes) => String(minutes) === event.currentTarget.value);
              if (chosen) onChange({ intervalMinutes: chosen });
            }}
          >
            {intervals.map((minutes) => (
              <option key={minutes} value={minutes}>
                {minutesText(minutes)}
              </option>
            ))}
          </select>
          {policy.intervalMinutes !== null && <SetByOrganization />}
        </div>
        <p class="hint">{i18n.t('options.intervalHint')}</p>
      </section>
      <section>
        <h2>{i18n.t('options.appearance')}</h2>
        <fieldset class="themes" aria-label={i18n.t('options.appearance')}>
          {themes.map((theme) => (
            <label key={theme} class="theme">
              <input
                type="radio"
                name="theme"
                checked={settings.theme === theme}
                onChange={() => onChange({ theme })}
              />
              {themeNames[theme]()}
            </label>
          ))}
        </fieldset>
      </section>
    </>
  );
}
