import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Connection } from '@/lib/domain/connection';
import type { Failure } from '@/lib/domain/failure';
import { lockTimes, type Settings } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { UnlockForm } from '../shared/unlock-form';
import { ChangePassphrase } from './change-passphrase';
import { useTrigger } from './focus';
import { ResetPassphrase } from './reset-passphrase';
import type { Task } from './task';

export interface PassphraseSectionProps {
  /** The logins that are kept encrypted. */
  encrypted: readonly Connection[];
  state: State;
  /** Whether to say that the passphrase was changed. */
  changed: boolean;
  locked: boolean;
  lockAfterMinutes: Settings['lockAfterMinutes'];
  task: Task | null;
  /** Whether unlocking is the main thing to do on the page. */
  primary: boolean;
  onTask(task: Task | null): void;
  /** Resolves to why it did not unlock, or null if it did. */
  onUnlock(passphrase: string): Promise<Failure | null>;
  onLock(): void;
  /** Resolves to why the passphrase was not changed, or null if it was. */
  onChange(current: string, next: string): Promise<Failure | null>;
  onLockAfter(minutes: Settings['lockAfterMinutes']): void;
  onReset(): void;
}

/**
 * The passphrase for all logins that are kept encrypted: whether it was entered, how long that lasts, and how to change
 * it.
 */
export function PassphraseSection(props: PassphraseSectionProps) {
  const { locked, lockAfterMinutes, task, onTask, onLock, onLockAfter } = props;
  const isChanging = task?.kind === 'change-passphrase';
  const change = useTrigger(isChanging);
  const section = useRef<HTMLElement>(null);
  const wasLocked = useRef(locked);
  // The form that unlocks is gone after unlocking, and the lock button after locking.
  useLayoutEffect(() => {
    if (wasLocked.current !== locked && document.activeElement === document.body) {
      const next = section.current?.querySelector<HTMLElement>('.unlock input, .lock');
      next?.focus({ preventScroll: true });
    }
    wasLocked.current = locked;
  }, [locked]);
  return (
    <section ref={section}>
      <h2>{i18n.t('passphrase.label')}</h2>
      {locked ? (
        <>
          <p>{i18n.t('passphrase.locked')}</p>
          <UnlockForm focused={false} plain={!props.primary} onUnlock={props.onUnlock} />
        </>
      ) : (
        <div class="setting">
          <span>{i18n.t('passphrase.unlocked')}</span>
          <button type="button" class="button lock" onClick={onLock}>
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
      {props.changed && (
        <p class="good" role="status">
          {i18n.t('passphrase.changed')}
        </p>
      )}
      <div class="setting">
        {isChanging ? (
          <ChangePassphrase onChange={props.onChange} onCancel={() => onTask(null)} />
        ) : (
          <button
            ref={change}
            type="button"
            class="button"
            onClick={() => onTask({ kind: 'change-passphrase' })}
          >
            {i18n.t('passphrase.change')}
          </button>
        )}
        <ResetPassphrase
          encrypted={props.encrypted}
          state={props.state}
          open={task?.kind === 'reset-passphrase'}
          onOpen={(open) => onTask(open ? { kind: 'reset-passphrase' } : null)}
          onReset={props.onReset}
        />
      </div>
    </section>
  );
}

function lockTimeText(minutes: Settings['lockAfterMinutes']): string {
  if (minutes === null) return i18n.t('passphrase.lockAtEnd');
  return minutes < 60
    ? i18n.t('passphrase.lockMinutes', [String(minutes)])
    : i18n.t('passphrase.lockHours', minutes / 60);
}
