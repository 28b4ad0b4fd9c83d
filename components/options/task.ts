import type { Connection } from '@/lib/domain/connection';
import type { OptionsTarget } from '@/lib/options-link';

/** What the user is doing on the page. Only one thing at a time, so that the page has only one primary button. */
export type Task =
  | { kind: 'connect' }
  | { kind: 'update' | 'rename' | 'disconnect'; connectionId: string }
  | { kind: 'change-passphrase' }
  | { kind: 'reset-passphrase' };

/** Whether the user is doing this with this login. */
export function isAbout(task: Task | null, kind: Task['kind'], connectionId: string): boolean {
  return task?.kind === kind && 'connectionId' in task && task.connectionId === connectionId;
}

/** The task that a link to the page asks for; null if its logins no longer exist. */
export function taskOf(target: OptionsTarget | null, connections: readonly Connection[]): Task | null {
  if (target?.kind === 'login' && connections.some(({ id }) => id === target.connectionId)) {
    return { kind: 'update', connectionId: target.connectionId };
  }
  if (target?.kind === 'forgot' && connections.some(({ keeping }) => keeping === 'encrypted')) {
    return { kind: 'reset-passphrase' };
  }
  return null;
}
