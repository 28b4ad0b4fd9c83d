import { cleanup, render } from '@testing-library/preact';
import { onTestFinished } from 'vitest';
import { ChangePassphrase } from '@/components/options/change-passphrase';
import { ConnectionForm } from '@/components/options/connection-form';
import { Diagnostics } from '@/components/options/diagnostics';
import { InviterForm } from '@/components/options/inviter-form';
import { LoginsSection, type LoginsSectionProps } from '@/components/options/logins-section';
import { NotificationSettings } from '@/components/options/notification-settings';
import type { QuietHours } from '@/lib/domain/quiet-hours';
import { defaultSettings, noPolicy } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import { nowMs } from '../domain/make';

// What the options page shows, found as a user would find it. Nothing has a position or size here.

const nothing = () => undefined;

type FormProps = Parameters<typeof ConnectionForm>[0];

/** The props of an empty form for a new login. */
export function formProps(partial: Partial<FormProps> = {}): FormProps {
  return {
    draft: { kind: 'token', email: '', keeping: 'device' },
    nowMs,
    allowedKeeping: null,
    passphraseNeed: 'new',
    failure: null,
    connecting: false,
    updates: false,
    opened: null,
    plain: false,
    onDraft: nothing,
    onTyping: nothing,
    onConnect: async () => true,
    onEncrypt: null,
    onCancel: null,
    ...partial,
  };
}

/** Shows the form alone until the test ends. Returns a function that renders it with other props. */
export function showForm(props: FormProps): (props: FormProps) => void {
  onTestFinished(cleanup);
  const { rerender } = render(<ConnectionForm {...props} />);
  return (changed) => rerender(<ConnectionForm {...changed} />);
}

/** Shows the logins until the test ends. */
export function showLogins(state: State, partial: Partial<LoginsSectionProps> = {}): void {
  onTestFinished(cleanup);
  render(
    <LoginsSection
      state={state}
      policy={noPolicy}
      nowMs={nowMs}
      task={null}
      primary={null}
      form={null}
      connected={null}
      existed={false}
      saved={null}
      check="none"
      onCheck={nothing}
      onTask={nothing}
      onRename={nothing}
      onDisconnect={nothing}
      onInviters={async () => true}
      onGrace={nothing}
      {...partial}
    />,
  );
}

/** Shows the form that changes the passphrase until the test ends. Returns what the user does with it. */
export function showChangePassphrase(): string[] {
  const done: string[] = [];
  onTestFinished(cleanup);
  render(
    <ChangePassphrase
      onChange={async (current, next) => {
        done.push(`${current} to ${next}`);
        return null;
      }}
      onCancel={() => done.push('cancelled')}
    />,
  );
  return done;
}

/** Shows a list of quiet inviters until the test ends. Returns what is added to it. */
export function showInviters(inviters: string[], others: string[] = []): string[] {
  const added: string[] = [];
  onTestFinished(cleanup);
  render(
    <InviterForm
      list="quiet"
      inviters={inviters}
      others={others}
      fixed={null}
      onChange={async ({ add = [] }) => {
        added.push(...add);
        return true;
      }}
    >
      {null}
    </InviterForm>,
  );
  return added;
}

/** Shows the diagnostics until the test ends. */
export function showDiagnostics(props: Pick<Parameters<typeof Diagnostics>[0], 'versions' | 'log'>): void {
  onTestFinished(cleanup);
  render(<Diagnostics {...props} onOpen={nothing} />);
}

/** Shows the notification settings, turned on, until the test ends. */
export function showNotificationSettings(quietHours: QuietHours): void {
  onTestFinished(cleanup);
  render(
    <NotificationSettings
      settings={{ ...defaultSettings, quietHours }}
      on
      refused={false}
      policy={null}
      onNotify={nothing}
      onTest={nothing}
      onChange={nothing}
    />,
  );
}
