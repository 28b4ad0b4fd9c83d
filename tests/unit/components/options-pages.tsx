import { cleanup, render } from '@testing-library/preact';
import { onTestFinished } from 'vitest';
import { ConnectionForm } from '@/components/options/connection-form';
import { LoginsSection, type LoginsSectionProps } from '@/components/options/logins-section';
import { noPolicy } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import { nowMs } from '../domain/make';

// What the options page shows, found as a person finds it. Nothing has a place or a size here.

const nothing = () => undefined;

type FormProps = Parameters<typeof ConnectionForm>[0];

/** A form for a new login, in which nothing was filled in yet. */
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
    onCancel: null,
    ...partial,
  };
}

/** The form alone, until the test ends. Returns how to show it with other props. */
export function showForm(props: FormProps): (props: FormProps) => void {
  onTestFinished(cleanup);
  const { rerender } = render(<ConnectionForm {...props} />);
  return (changed) => rerender(<ConnectionForm {...changed} />);
}

/** The logins, until the test ends. */
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
