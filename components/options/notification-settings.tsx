import { useId, useState } from 'preact/hooks';
import type { Settings } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { SetByOrganization } from './policy-note';

interface NotificationSettingsProps {
  settings: Settings;
  /** Whether notifications are on: turned on in the settings, and allowed by this browser. */
  on: boolean;
  /** Whether the browser just asked the user and did not get permission. */
  refused: boolean;
  /** What the organization has set; null leaves it to the user. */
  policy: boolean | null;
  /** Called inside the click, because browsers only ask the user then. */
  onNotify(wanted: boolean): void;
  /** Shows a test notification. */
  onTest(): void;
  onChange(change: Partial<Settings>): void;
}

/** The default quiet hours, from ten in the evening to eight in the morning. */
const usualQuietHours = { from: 22 * 60, to: 8 * 60 };

/** The settings for notifications and quiet hours. */
export function NotificationSettings({
  settings,
  on,
  refused,
  policy,
  onNotify,
  onTest,
  onChange,
}: NotificationSettingsProps) {
  const { quietHours } = settings;
  return (
    <section>
      <h2>{i18n.t('options.notifications')}</h2>
      <Switch
        label={i18n.t('options.notify')}
        hint={i18n.t('options.notifyHint')}
        on={on}
        // If the organization turned it on and this browser does not allow it yet, the user can still switch it on.
        disabled={policy !== null && policy === on}
        onSwitch={onNotify}
      />
      {policy !== null && <SetByOrganization />}
      {policy && !on && !refused && <p class="warning">{i18n.t('options.notifyUnallowed')}</p>}
      {refused && (
        <p class="warning" role="alert">
          {i18n.t('options.notifyRefused')}
        </p>
      )}
      {on && <TestNotification onTest={onTest} />}
      {on && (
        <Switch
          label={i18n.t('options.quiet')}
          hint={i18n.t('options.quietHint')}
          on={quietHours !== null}
          onSwitch={(wanted) => onChange({ quietHours: wanted ? usualQuietHours : null })}
        />
      )}
      {on && quietHours && (
        <div class="setting quiet-hours">
          <TimeOfDay
            label={i18n.t('options.quietFrom')}
            minute={quietHours.from}
            onChange={(from) => onChange({ quietHours: { ...quietHours, from } })}
          />
          <TimeOfDay
            label={i18n.t('options.quietTo')}
            minute={quietHours.to}
            onChange={(to) => onChange({ quietHours: { ...quietHours, to } })}
          />
          <p class="hint" role="status">
            {quietHours.from === quietHours.to && i18n.t('options.quietNone')}
          </p>
        </div>
      )}
    </section>
  );
}

/**
 * Shows a test notification, and explains why it may not appear: no browser reveals that the system hides
 * notifications.
 */
function TestNotification({ onTest }: { onTest(): void }) {
  const [sent, setSent] = useState(false);
  return (
    <div class="setting">
      <button
        type="button"
        class="button"
        onClick={() => {
          setSent(true);
          onTest();
        }}
      >
        {i18n.t('options.notifyTest')}
      </button>
      <p class="hint" role="status">
        {sent && i18n.t('options.notifyTestHint')}
      </p>
    </div>
  );
}

interface SwitchProps {
  label: string;
  hint: string;
  on: boolean;
  disabled?: boolean;
  onSwitch(on: boolean): void;
}

function Switch({ label, hint, on, disabled = false, onSwitch }: SwitchProps) {
  const id = useId();
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        disabled={disabled}
        aria-checked={on}
        aria-label={label}
        aria-describedby={id}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      <span>
        {label}
        <span class="hint" id={id}>
          {hint}
        </span>
      </span>
    </label>
  );
}

interface TimeOfDayProps {
  label: string;
  /** Minutes since midnight. */
  minute: number;
  onChange(minute: number): void;
}

/** A time field. Its value is always in the form `22:00`, however the browser displays it. */
function TimeOfDay({ label, minute, onChange }: TimeOfDayProps) {
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return (
    <label class="time">
      {label}
      <input
        type="time"
        required
        value={`${two(minute / 60)}:${two(minute % 60)}`}
        onChange={(event) => {
          const [hours, minutes] = event.currentTarget.value.split(':').map(Number);
          // If the field is cleared, the setting stays.
          if (hours !== undefined && minutes !== undefined) onChange(hours * 60 + minutes);
        }}
      />
    </label>
  );
}
