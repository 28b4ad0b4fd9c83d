import { useState } from 'preact/hooks';
import type { Failure } from '@/lib/domain/failure';
import { lockTimes, type Settings } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { UnlockForm } from '../shared/unlock-form';
import { ChangePassphrase } from './change-passphrase';

interface PassphraseSectionProps {
  locked: boolean;
  lockAfterMinutes: Settings['lockAfterMinutes'];
  /** Resolves to why it did not unlock, or null when it did. */
  onUnlock(passphrase: string): Promise<Failure | null>;
  onLock(): void;
  /** Resolves to why the passphrase was not changed, or null when it was. */
  onChange(current: string, next: string): Promise<Failure | null>;
  onLockAfter(minutes: Settings['lockAfterMinutes']): void;
}

/** The passphrase of every login that is kept encrypted: whether it was given, for how long that holds, and changing it. */
export function PassphraseSection(props: PassphraseSectionProps) {
  const { locked, lockAfterMinutes, onUnlock, onLock, onChange, onLockAfter } = props;
  const [changing, setChanging] = useState(false);
  const [changed, setChanged] = useState(false);
  return (
    <section>
      <h2>{i18n.t('passphrase.label')}</h2>
      {locked ? (
        <>
          <p>{i18n.t('passphrase.locked')}</p>
          <UnlockForm focused={false} onUnlock={onUnlock} />
        </>
      ) : (
        <div class="setting">
          <span>{i18n.t('passphrase.unlocked')}</span>
          <button type="button" class="button" onClick={onLock}>
            {i18n.t('passphrase.lock')}
          </button>
        </div>
      )}
      <div class="setting">
        <label for="lock-after">{i18n.t('passphrase.lockAfter')}</label>
        <select
          id="lock-after"
          value={String(lockAfterMinutes)}
          onChange={(event) => {
            const chosen = lockTimes.find((minutes) => String(minutes) === event.currentTarget.value);
            if (chosen !== undefined) onLockAfter(chosen);
          }}
        >
          {lockTimes.map((minutes) => (
            <option key={minutes} value={String(minutes)}>
              {lockTimeText(minutes)}
            </option>
          ))}
        </select>
      </div>
      {changed && (
        <p class="good" role="status">
          {i18n.t('passphrase.changed')}
        </p>
      )}
      {changing ? (
        <ChangePassphrase
          onChange={async (current, next) => {
            const failure = await onChange(current, next);
            setChanging(failure !== null);
            setChanged(failure === null);
            return failure;
          }}
          onCancel={() => setChanging(false)}
        />
      ) : (
        <button
          type="button"
          class="button"
          onClick={() => {
            setChanging(true);
            setChanged(false);
          }}
        >
          {i18n.t('passphrase.change')}
        </button>
      )}
      <p class="hint">{i18n.t('passphrase.forgot')}</p>
    </section>
  );
}

function lockTimeText(minutes: Settings['lockAfterMinutes']): string {
  if (minutes === null) return i18n.t('passphrase.lockAtEnd');
  return minutes < 60
    ? i18n.t('passphrase.lockMinutes', [String(minutes)])
    : i18n.t('passphrase.lockHours', minutes / 60);
}
