import type { Connection } from '@/lib/domain/connection';
import type { Result } from '@/lib/domain/failure';
import type { LogLine } from '@/lib/domain/log-line';
import { logItem } from '@/lib/storage/items';

const mostEntries = 100;

/** Records what the worker does, for a bug report. Contains no secrets, only kinds, counts and masked addresses. */
export interface Log {
  note(text: string): void;
  /** Stores what was noted since the last call, in one write. */
  flush(): Promise<void>;
}

/** A log in storage.session, which outlives the worker but is never on disk. `nowMs` returns epoch ms. */
export function createLog(nowMs: () => number): Log {
  let noted: LogLine[] = [];
  return {
    note: (text) => noted.push({ atMs: nowMs(), text }),
    flush: () =>
      navigator.locks.request('log', async () => {
        if (noted.length === 0) return;
        const entries = noted;
        noted = [];
        const earlier = await logItem.get();
        await logItem.set([...earlier, ...entries].slice(-mostEntries));
      }),
  };
}

/**
 * What to call a login in the log: its address, with all but the first letters of name and host hidden, or its kind.
 */
export function masked({ email, kind }: Pick<Connection, 'email' | 'kind'>): string {
  const [name, host] = email?.split('@') ?? [];
  return name && host ? `${name[0]}…@${host[0]}…` : kind;
}

/** How a call ended, in one word. */
export function outcomeOf(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.failure.reason;
}
