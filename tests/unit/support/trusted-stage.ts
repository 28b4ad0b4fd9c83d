import { beforeEach, vi } from 'vitest';
import type { InviterList } from '@/lib/domain/inviters';
import { allRows } from '@/lib/domain/rows';
import { readState } from '@/lib/storage/state';
import type { SandboxInvite } from '../../sandbox/types';
import { passMs } from './stage';
import { minuteMs, useVaultStage } from './vault-stage';
import { send } from './worker';

export const ana = 'ana@acme.example';

/** The real worker and a sandbox, with helpers for tests of trusted inviters. Tests control the clock. */
export function useTrustedStage() {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  });
  const stage = useVaultStage();
  const connectionId = async () => (await readState()).connections[0]?.id ?? '';
  const change = async (list: InviterList, add: string[], remove: string[] = []) =>
    send({ type: 'inviters', connectionId: await connectionId(), list, add, remove });

  return Object.assign(stage, {
    connectionId,
    trust: (...inviters: string[]) => change('trusted', inviters),
    distrust: (...inviters: string[]) => change('trusted', [], inviters),
    quiet: (...inviters: string[]) => change('quiet', inviters),
    /** Connects with the token that may read the user, and trusts acme.example. */
    async begin(token = stage.sandbox.credentials.userDetailsToken) {
      await stage.connectByToken(token);
      await change('trusted', ['acme.example']);
    },
    /** Adds an invitation from ana and polls. */
    async arrive(partial: Partial<SandboxInvite> = {}): Promise<string> {
      const { id } = stage.sandbox.addInvite({ organization_name: 'Acme', invited_by: ana, ...partial });
      await passMs(5 * minuteMs);
      return id;
    },
    stop: async (key: string) => send({ type: 'cancel', connectionId: await connectionId(), key }),
    /** The row of an invitation, whatever its status. */
    row: async (key: string) =>
      allRows(await readState(), Date.now()).find(({ invitation }) => invitation.key === key),
    status: (id: string) => stage.sandbox.invite(id)?.status,
  });
}

/** The held entries of the outbox, by key. */
export async function heldKeys(): Promise<string[]> {
  return (await readState()).outbox.filter(({ hold }) => hold?.kind === 'trusted').map(({ key }) => key);
}
