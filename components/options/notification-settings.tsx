import { useId, useState } from 'preact/hooks';
import type { Settings } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { SetByOrganization } from './policy-note';

interface NotificationSettingsProps {
  settings: Settings;
  /** Whether notifications are on here: wanted, and allowed by this browser. */
  on: boolean;
  /** The person was asked just now, and the browser did not allow it. */
  refused: boolean;
  /** What the organization has set; null leaves it to the person. */
  policy: boolean | null;
  /** Called within the click, without which a browser does not ask. */
  onNotify(wanted: boolean): void;
  /** Shows one notification at once. */
  onTest(): void;
  onChange(change: Partial<Settings>): void;
}

/** From ten in the evening to eight in the morning, until chosen otherwise. */
const usualQuietHours = { from: 22 * 60, to: 8 * 60 };

/** Whether to be told of invitations, and when not to be. */
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
        // Wanted by the organization, it can still be turned on where this browser does not allow it yet.
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
        </div>
      )}
    </section>
  );
}

/** Shows what a notification looks like here, and says why there may be none: no browser tells that the system hides it. */
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
  /** Since midnight. */
  minute: number;
  onChange(minute: number): void;
}

/** Ten at night is `22:00` to the field, however it writes it for the person. */
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
          // Emptied, it keeps what was set.
          if (hours !== undefined && minutes !== undefined) onChange(hours * 60 + minutes);
        }}
      />
    </label>
  );
}
