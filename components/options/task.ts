import type { Connection } from '@/lib/domain/connection';
import type { OptionsTarget } from '@/lib/options-link';

/** What the person is doing on the page. It is one thing at a time, so the page has one main button at a time. */
export type Task =
  | { kind: 'connect' }
  | { kind: 'update' | 'rename' | 'disconnect'; connectionId: string }
  | { kind: 'change-passphrase' }
  | { kind: 'reset-passphrase' };

/** The task about this login, if that is what the person is doing. */
export function isAbout(task: Task | null, kind: Task['kind'], connectionId: string): boolean {
  return task?.kind === kind && 'connectionId' in task && task.connectionId === connectionId;
}

/** What a link to the page asks for, null when the logins it is about are no longer there. */
export function taskOf(target: OptionsTarget | null, connections: readonly Connection[]): Task | null {
  if (target?.kind === 'login' && connections.some(({ id }) => id === target.connectionId)) {
    return { kind: 'update', connectionId: target.connectionId };
  }
  if (target?.kind === 'forgot' && connections.some(({ keeping }) => keeping === 'encrypted')) {
    return { kind: 'reset-passphrase' };
  }
  return null;
}
