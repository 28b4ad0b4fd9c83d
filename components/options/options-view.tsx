import type { Failure } from '@/lib/domain/failure';
import { isLocked } from '@/lib/domain/lock';
import type { Policy, Settings } from '@/lib/domain/settings';
import type { State } from '@/lib/domain/state';
import { i18n } from '@/lib/i18n';
import { HostPermissionAlert } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { Mark } from '../shared/icons';
import { ConnectionCard } from './connection-card';
import { ConnectionForm } from './connection-form';
import { Diagnostics, type LogLine } from './diagnostics';
import { FirstRun } from './first-run';
import { NotificationSettings } from './notification-settings';
import { PassphraseSection } from './passphrase-section';
import { PolicySection } from './policy-note';
import { SettingsForm } from './settings-form';

type PassphraseProps = Parameters<typeof PassphraseSection>[0];
type FormProps = Parameters<typeof ConnectionForm>[0];

export interface OptionsViewProps extends Pick<PassphraseProps, 'onUnlock' | 'onLock' | 'onChange'> {
  state: State;
  /** As they take effect. */
  settings: Settings;
  policy: Policy;
  nowMs: number;
  /** Asks for the permission to call Cloudflare; null while the extension has it. */
  onAllow: (() => void) | null;
  /** The open form, or null while none is; `replaces` is the connection it renews. */
  form: (FormProps & { replaces: string | null }) | null;
  /** Why the last change was not made. */
  problem: Failure | null;
  /** What the last successful connect found. */
  connected: { pending: number } | null;
  onOpenForm(replaces: string | null): void;
  onRename(connectionId: string, name: string): void;
  onDisconnect(connectionId: string): void;
  onSettings(change: Partial<Settings>): void;
  notifications: Pick<Parameters<typeof NotificationSettings>[0], 'on' | 'refused' | 'onNotify'>;
  /** What the worker did last; null until the person asked for it. */
  log: LogLine[] | null;
  onOpenLog(): void;
}

/** The whole options page. */
export function OptionsView(props: OptionsViewProps) {
  const { state, settings, form, nowMs, connected, onOpenForm, onDisconnect, onSettings, log, onOpenLog } =
    props;
  return (
    <>
      <header>
        <Mark />
        <h1>{i18n.t('extension.name')}</h1>
      </header>
      <main>
        {props.onAllow && <HostPermissionAlert onAllow={props.onAllow} />}
        {state.connections.length === 0 && <FirstRun />}
        <section>
          {state.storageFailedAtMs !== null && (
            <div class="form-failure" role="alert">
              <p class="notice-title">{i18n.t('failure.notSaved.title')}</p>
              <p>{i18n.t('failure.notSaved.remedy')}</p>
            </div>
          )}
          <h2>{i18n.t(state.connections.length > 0 ? 'options.connections' : 'options.connect')}</h2>
          {connected && (
            <p class="connected" role="status">
              {connectedText(connected.pending)} {i18n.t('firstRun.pin')}
            </p>
          )}
          {state.connections.length > 0 && (
            <ul class="connections">
              {state.connections.map((connection) => (
                <ConnectionCard
                  key={connection.id}
                  connection={connection}
                  poll={state.polls[connection.id]}
                  locked={isLocked(state, connection)}
                  nowMs={nowMs}
                  onRename={(name) => props.onRename(connection.id, name)}
                  onReplace={() => onOpenForm(connection.id)}
                  onDisconnect={() => onDisconnect(connection.id)}
                />
              ))}
            </ul>
          )}
          {form ? (
            <>
              {state.connections.length > 0 && (
                <h3>{i18n.t(form.replaces === null ? 'options.connect' : 'options.reconnect')}</h3>
              )}
              <ConnectionForm key={form.replaces} {...form} />
            </>
          ) : (
            <button type="button" class="button" onClick={() => onOpenForm(null)}>
              {i18n.t('options.another')}
            </button>
          )}
          <p class="hint">{i18n.t('options.sent')}</p>
        </section>
        {state.connections.some(({ keeping }) => keeping === 'encrypted') && (
          <PassphraseSection
            {...props}
            locked={!state.unlocked}
            lockAfterMinutes={settings.lockAfterMinutes}
            onLockAfter={(lockAfterMinutes) => onSettings({ lockAfterMinutes })}
          />
        )}
        <NotificationSettings
          {...props.notifications}
          policy={props.policy.notifications}
          settings={settings}
          onChange={onSettings}
        />
        <SettingsForm settings={settings} policy={props.policy} onChange={onSettings} />
        <PolicySection policy={props.policy} />
        <Diagnostics log={log} onOpen={onOpenLog} />
        {props.problem && (
          <div class="form-failure problem" role="alert">
            <p class="notice-title">{failureText(props.problem, nowMs).title}</p>
            <p>{failureText(props.problem, nowMs).remedy}</p>
          </div>
        )}
      </main>
      <footer class="hint">{i18n.t('options.notAffiliated')}</footer>
    </>
  );
}

function connectedText(pending: number): string {
  return pending === 0 ? i18n.t('options.connectedNone') : i18n.t('options.connected', pending);
}
