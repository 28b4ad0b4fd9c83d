import type { Failure } from '@/lib/domain/failure';
import type { LogLine } from '@/lib/domain/log-line';
import { needsPerson } from '@/lib/domain/poll-schedule';
import type { Settings } from '@/lib/domain/settings';
import { i18n } from '@/lib/i18n';
import { HostPermissionAlert } from '../shared/alert';
import { failureText } from '../shared/failure-text';
import { Mark } from '../shared/icons';
import type { ConnectionForm } from './connection-form';
import { Diagnostics } from './diagnostics';
import { FirstRun } from './first-run';
import { LoginsSection, type LoginsSectionProps } from './logins-section';
import { NotificationSettings } from './notification-settings';
import { PassphraseSection, type PassphraseSectionProps } from './passphrase-section';
import { PolicySection } from './policy-note';
import { SettingsForm } from './settings-form';
import { ShortcutSettings } from './shortcut-settings';

export interface OptionsViewProps
  extends Pick<PassphraseSectionProps, 'changed' | 'onUnlock' | 'onLock' | 'onChange'>,
    Omit<LoginsSectionProps, 'primary' | 'form'> {
  /** The effective settings. */
  settings: Settings;
  /** Asks for the permission to call Cloudflare; null while the extension has it. */
  onAllow: (() => void) | null;
  form: Omit<Parameters<typeof ConnectionForm>[0], 'plain'> | null;
  /** Why the last change failed. */
  problem: Failure | null;
  /** Disconnects every login that is kept encrypted. */
  onReset(): void;
  onSettings(change: Partial<Settings>): void;
  notifications: Pick<Parameters<typeof NotificationSettings>[0], 'on' | 'refused' | 'onNotify' | 'onTest'>;
  shortcut: Parameters<typeof ShortcutSettings>[0];
  /** The versions of the extension and the browser, for a bug report. */
  versions: string[];
  /** What the worker did recently; null until the user asked for it. */
  log: LogLine[] | null;
  onOpenLog(): void;
}

/** The whole options page. At most one of its buttons is the primary one. */
export function OptionsView(props: OptionsViewProps) {
  const { state, settings, form, nowMs, onAllow, onSettings } = props;
  const isConnected = state.connections.length > 0;
  const encrypted = state.connections.filter(({ keeping }) => keeping === 'encrypted');
  const isIdle = !onAllow && !form && !props.task;
  const locked = encrypted.length > 0 && !state.unlocked;
  const refused = state.connections.find(({ id }) => needsPerson(state.polls[id]));
  return (
    <>
      <header>
        <Mark />
        <h1>{i18n.t('extension.name')}</h1>
        {!isConnected && <p class="hint">{i18n.t('firstRun.what')}</p>}
      </header>
      <main>
        {onAllow && <HostPermissionAlert onAllow={onAllow} />}
        <LoginsSection
          {...props}
          primary={isIdle && !locked ? (refused?.id ?? null) : null}
          form={form && { ...form, plain: onAllow !== null }}
        />
        {!isConnected && <FirstRun />}
        {encrypted.length > 0 && (
          <PassphraseSection
            {...props}
            encrypted={encrypted}
            locked={locked}
            primary={isIdle && locked}
            lockAfterMinutes={settings.lockAfterMinutes}
            onLockAfter={(lockAfterMinutes) => onSettings({ lockAfterMinutes })}
          />
        )}
        {isConnected && (
          <>
            <NotificationSettings
              {...props.notifications}
              policy={props.policy.notifications}
              settings={settings}
              onChange={onSettings}
            />
            <SettingsForm settings={settings} policy={props.policy} onChange={onSettings} />
            <ShortcutSettings {...props.shortcut} />
          </>
        )}
        <PolicySection policy={props.policy} />
        <Diagnostics versions={props.versions} log={props.log} onOpen={props.onOpenLog} />
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
