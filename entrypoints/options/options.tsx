import { useState } from 'preact/hooks';
import type { LogLine } from '@/components/diagnostics';
import { OptionsView } from '@/components/options-view';
import type { Credentials } from '@/lib/cloudflare/credentials';
import { type Failure, silentFailure } from '@/lib/cloudflare/failure';
import type { InviteState } from '@/lib/invites/state';
import { type ConnectReply, sendCommand, sendConnect } from '@/lib/messages';
import { applyTheme } from '@/lib/pages/page';
import { useInviteState } from '@/lib/pages/use-invite-state';
import { useNow } from '@/lib/pages/use-now';
import type { Settings } from '@/lib/settings';
import type { Draft } from '@/lib/storage/items';
import { readLog, writeDraft, writeSettings } from '@/lib/storage/store';

interface OptionsProps {
  first: { state: InviteState; settings: Settings; draft: Draft };
}

/** The options page: connects and forgets logins through the worker, and keeps the settings. */
export function Options({ first }: OptionsProps) {
  const state = useInviteState(first.state);
  const nowMs = useNow();
  const [settings, setSettings] = useState(first.settings);
  const [draft, setDraft] = useState(first.draft);
  const [replaces, setReplaces] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const [connecting, setConnecting] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [log, setLog] = useState<LogLine[] | null>(null);
  const [connected, setConnected] = useState<{ pending: number } | null>(null);

  const openForm = (connectionId: string | null) => {
    const connection = state.connections.find(({ id }) => id === connectionId);
    if (connection) setDraft({ kind: connection.kind, email: connection.email ?? '' });
    setReplaces(connectionId);
    setAsked(true);
    setFailure(null);
    setConnected(null);
  };

  const closeForm = () => {
    setAsked(false);
    setReplaces(null);
    setFailure(null);
  };

  const keepDraft = (changed: Draft) => {
    setDraft(changed);
    setFailure(null);
    writeDraft(changed);
  };

  const connect = async (credentials: Credentials) => {
    setConnecting(true);
    setFailure(null);
    setConnected(null);
    const reply = await sendConnect({ type: 'connect', credentials, replaces }).catch(
      (): ConnectReply => ({ ok: false, failure: silentFailure('unexplained', Date.now()) }),
    );
    setConnecting(false);
    if (!reply.ok) return setFailure(reply.failure);
    keepDraft({ kind: 'token', email: '' });
    closeForm();
    setConnected({ pending: reply.pending });
  };

  return (
    <OptionsView
      state={state}
      settings={settings}
      nowMs={nowMs}
      connected={Object.values(state.polls).some((poll) => poll.failure) ? null : connected}
      form={
        asked || state.connections.length === 0
          ? {
              draft,
              nowMs,
              failure,
              connecting,
              replaces,
              onDraft: keepDraft,
              onConnect: connect,
              onCancel: state.connections.length > 0 ? closeForm : null,
            }
          : null
      }
      onOpenForm={openForm}
      onDisconnect={(connectionId) => {
        setConnected(null);
        closeForm();
        sendCommand({ type: 'disconnect', connectionId });
      }}
      log={log}
      onOpenLog={() => readLog().then(setLog)}
      onSettings={(chosen) => {
        setSettings(chosen);
        applyTheme(chosen.theme);
        writeSettings(chosen);
      }}
    />
  );
}
