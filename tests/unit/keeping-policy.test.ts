import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { keepings } from '@/lib/domain/credentials';
import type { ConnectCommand } from '@/lib/messages';
import { readCredentials } from '@/lib/storage/credential-store';
import { readState } from '@/lib/storage/state';
import { useStage } from './support/stage';
import { send } from './support/worker';

const passphrase = 'correct horse battery staple';

const stage = useStage();

const connect = (command: Partial<ConnectCommand>) =>
  send({
    type: 'connect',
    credentials: { kind: 'token', token: stage.sandbox.credentials.token },
    keeping: 'device',
    passphrase: null,
    replaces: null,
    ...command,
  });

const allow = (...allowedKeeping: string[]) => fakeBrowser.storage.managed.set({ allowedKeeping });

const refusal = { ok: false, failure: { reason: 'keeping-forbidden', message: null } };

it.each(keepings)(
  'the worker refuses a forbidden way to store credentials, sends nothing and saves nothing: %s',
  async (keeping) => {
    await allow(...keepings.filter((other) => other !== keeping));
    const before = await Promise.all([readState(), readCredentials()]);
    expect(await connect({ keeping, passphrase })).toMatchObject(refusal);
    expect(stage.sandbox.requests).toEqual([]);
    expect(await Promise.all([readState(), readCredentials()])).toEqual(before);
  },
);

it.each(keepings)('the worker stores credentials in an allowed way: %s', async (keeping) => {
  await allow(keeping);
  expect(await connect({ keeping, passphrase })).toMatchObject({ ok: true });
  expect((await readState()).connections).toMatchObject([{ keeping }]);
});

it('a login from before the policy stays as it was if its replacement is refused', async () => {
  await connect({});
  const before = await Promise.all([readState(), readCredentials()]);
  const [connection] = before[0].connections;
  await allow('session');
  stage.sandbox.clearRequests();
  const token = stage.sandbox.users[1].credentials.token;
  const replacement = { credentials: { kind: 'token', token }, replaces: connection?.id ?? '' } as const;
  expect(await connect(replacement)).toMatchObject(refusal);
  expect(stage.sandbox.requests).toEqual([]);
  expect(await Promise.all([readState(), readCredentials()])).toEqual(before);
});

it('a connect in a forbidden way does not even open the vault', async () => {
  await connect({ keeping: 'encrypted', passphrase });
  await send({ type: 'lock' });
  await allow('device');
  expect(await connect({ keeping: 'encrypted', passphrase })).toMatchObject(refusal);
  expect((await readCredentials()).key).toBeNull();
});
