import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import * as z from 'zod';
import { emptySnapshot, invitationsOf } from '@/lib/domain/snapshot';
import { readCredentials } from '@/lib/storage/credential-store';
import { draftItem, drawnBadgeItem, logItem, snapshotsItem } from '@/lib/storage/items';
import { readSettings } from '@/lib/storage/settings';
import { readState, readWorkerState } from '@/lib/storage/state';
import { known, membership, record } from '../domain/make';
import { useSandbox } from '../support/stage';
import { answer, badge, connect, send, startWorker } from '../support/worker';

/** Everything that version 1 of each item stored once items were stored as text. */
const textFixture = z
  .object({ local: z.record(z.string(), z.string()), session: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('tests/unit/storage/version-1-text.json', 'utf8')));

const valuesOf = (stored: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(stored).map(([key, text]) => [key, JSON.parse(text).value]));

/** A choice in its current form. */
const withKey = ({ inviteId, ...rest }: { inviteId: string }) => ({
  ...rest,
  key: inviteId,
  routes: [{ source: 'invites', id: inviteId }],
});

/** A stored press that was not taken over yet. */
const pressBefore = {
  choices: [{ connectionId: '', inviteId: 'c'.repeat(32), answer: 'rejected', name: 'Globex' }],
  isBatch: false,
  hold: null,
};
const firstConnection = '542b8bae-065c-4d46-9f92-2984aac759d5';

const version1Snapshot = z.object({
  invitations: z.array(z.looseObject({ id: z.string(), settledAtMs: z.nullable(z.number()) })),
  unreadable: z.number(),
  complete: z.boolean(),
});
const version1Choices = z.array(z.looseObject({ inviteId: z.string() }));

/** The invitations of one login in their current form. */
function withRecords(snapshot: unknown) {
  const { invitations, ...listState } = version1Snapshot.parse(snapshot);
  return {
    invitations: invitations.map(({ settledAtMs, ...invites }) => ({
      key: invites.id,
      records: { invites },
      firstSeenAtMs: null,
      settledAtMs,
      settledSeq: 0,
    })),
    lists: { invites: listState },
  };
}

const version1 = JSON.parse(readFileSync('tests/unit/storage/version-1.json', 'utf8'));

const stage = useSandbox();

const { connectByToken } = stage;

describe('data from an older version', () => {
  it('is read in full from version 1', async () => {
    await browser.storage.local.set(version1);
    const { connections, snapshots, polls, outbox } = await readState();
    expect(connections).toMatchObject(version1.connections.value);
    // Cautions were added later: data stored before has none until the next poll.
    expect(snapshots).toMatchObject({ c1: withRecords(version1.snapshots.value.c1) });
    expect(Object.values(snapshots).flatMap(invitationsOf)).toMatchObject([{ cautions: [] }]);
    expect(polls).toMatchObject(version1.polls.value);
    expect(outbox).toMatchObject(version1.outbox.value.map(withKey));
    expect((await readCredentials()).device).toEqual(version1.secrets.value);
    expect(await draftItem.get()).toEqual(version1.draft.value);
  });

  it('is read in full if it was stored as text, with the key separate from `unlocked`', async () => {
    await browser.storage.local.set(textFixture.local);
    await browser.storage.session.set(textFixture.session);
    const local = valuesOf(textFixture.local);
    const session = valuesOf(textFixture.session);
    const state = await readWorkerState();
    const connections = z.array(z.record(z.string(), z.unknown())).parse(local['connections']);
    const snapshotsBefore = z.record(z.string(), z.unknown()).parse(local['snapshots']);
    const batch = z.object({ items: version1Choices }).parse(local['batch']);
    expect(state).toMatchObject({
      connections: connections.map((connection) => ({ ...connection, revision: 0 })),
      snapshots: Object.fromEntries(
        Object.entries(snapshotsBefore).map(([id, snapshot]) => [id, withRecords(snapshot)]),
      ),
      polls: session['polls'],
      outbox: version1Choices.parse(local['outbox']).map(withKey),
      batch: { items: batch.items.map(withKey) },
      notifications: local['notices'],
      unlocked: session['unlocked'],
      storageFailedAtMs: null,
    });
    expect(await readCredentials()).toEqual({
      device: local['secrets'],
      session: session['sessionSecrets'],
      vault: local['vault'],
      key: session['vaultKey'],
    });
    expect(await draftItem.get()).toEqual(local['draft']);
    expect(await drawnBadgeItem.get()).toBe(session['badge']);
    expect(await logItem.get()).toEqual(session['log']);
  });

  it('can be used: every login works, and locking leaves no key', async () => {
    vi.setSystemTime(1_772_323_260_000);
    stage.sandbox.addInvite({ id: 'b'.repeat(32) });
    await browser.storage.local.set(textFixture.local);
    await browser.storage.session.set(textFixture.session);
    const pressed = {
      ...pressBefore,
      choices: [{ ...pressBefore.choices[0], connectionId: firstConnection }],
    };
    stage.sandbox.addInvite({ id: pressBefore.choices[0]?.inviteId ?? '' });
    await browser.storage.local.set({ 'press 1': JSON.stringify({ version: 1, value: pressed }) });
    await startWorker();
    await send({ type: 'refresh' });
    expect(stage.sandbox.invite('b'.repeat(32))?.status).toBe('accepted');
    expect(stage.sandbox.invite('c'.repeat(32))?.status).toBe('rejected');
    const { polls } = await readState();
    expect(Object.values(polls)).toMatchObject(Array(3).fill({ failure: null, fetchedAtMs: Date.now() }));
    await send({ type: 'lock' });
    expect(Object.keys(await browser.storage.session.get(null))).not.toContain('vaultKey');
    expect((await readCredentials()).key).toBeNull();
  });

  it('with unknown values in settings resets only those', async () => {
    await browser.storage.sync.set({
      settings: { version: 1, value: { intervalMinutes: 7, theme: 'dark' } },
    });
    expect(await readSettings()).toMatchObject({ intervalMinutes: 5, theme: 'dark' });
  });
});

describe('unreadable data', () => {
  it.each(['connections', 'snapshots', 'polls', 'outbox', 'batch', 'notices', 'secrets', 'vault', 'draft'])(
    'in %s is set aside and rebuilt',
    async (key) => {
      await startWorker();
      await connectByToken();
      await browser.storage.local.set({ [key]: { version: 1, value: 'damaged' } });
      await startWorker();
      const { [`set-aside ${key}`]: aside } = await browser.storage.local.get(null);
      expect(JSON.parse(String(aside))).toEqual([{ version: 1, value: 'damaged' }]);
      stage.sandbox.addInvite();
      await connectByToken();
      expect((await badge()).text).toBe('1');
      expect((await logItem.get()).map(({ text }) => text)).toContain(`set aside as unreadable: ${key}`);
    },
  );

  it('is reported by a login whose credentials are gone', async () => {
    await startWorker();
    await connectByToken();
    await browser.storage.local.remove('secrets');
    await send({ type: 'refresh' });
    expect(Object.values((await readState()).polls)).toMatchObject([
      { failure: { reason: 'credentials-gone' } },
    ]);
    expect((await badge()).text).toBe('!');
  });
});

describe('a browser that refuses to store', () => {
  const refuse = () =>
    vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('QUOTA_BYTES quota exceeded'));

  it('is shown on the badge and in the state, sends nothing, and recovers', async () => {
    const { id } = stage.sandbox.addInvite();
    await startWorker();
    await connectByToken();
    const refusal = refuse();
    await expect(answer(id, 'accepted')).rejects.toThrow('QUOTA_BYTES');
    expect((await readState()).presses).toEqual({});
    const { id: later } = stage.sandbox.addInvite();
    await send({ type: 'refresh' });
    expect(stage.sandbox.patchesThatTookEffect(id)).toBe(0);
    expect(await badge()).toEqual({ text: '!', title: "Your browser won't let this extension save" });
    expect((await readState()).storageFailedAtMs).not.toBeNull();
    refusal.mockRestore();
    await send({ type: 'refresh' });
    expect((await readState()).storageFailedAtMs).toBeNull();
    expect((await badge()).text).toBe('2');
    await answer(later, 'accepted');
    expect(stage.sandbox.patchesThatTookEffect(later)).toBe(1);
  });

  it('cannot connect a login, and the failure says why', async () => {
    await startWorker();
    refuse();
    expect(await connectByToken()).toMatchObject({ ok: false, failure: { reason: 'not-saved' } });
  });
});

describe('storage size', () => {
  it('of 2,000 invitations in both lists is below a fifth of the 10 MB that storage.local holds', () => {
    const invitations = Array.from({ length: 2000 }, (_, index) => {
      const stored = known({
        id: String(index).padStart(32, '0'),
        organizationId: 'f'.repeat(32),
        organizationName: 'A name of usual length GmbH',
        invitedBy: 'somebody@a-usual-domain.example',
        invitedEmail: 'me@example.com',
        invitedAtMs: Date.now(),
        roles: ['Administrator', 'Billing'],
      });
      const { organizationId, organizationName, roles } = stored.records.invites ?? record();
      const memberships = membership({ id: 'a'.repeat(32), organizationId, organizationName, roles });
      return { ...stored, records: { ...stored.records, memberships }, firstSeenAtMs: Date.now() };
    });
    const bytes = JSON.stringify(snapshotsItem.toWrites({ c1: { ...emptySnapshot, invitations } })).length;
    console.log(`2,000 invitations take ${bytes} bytes`);
    expect(bytes).toBeLessThan(2 * 1024 * 1024);
  });
});

describe('the log', () => {
  it('has the last 100 lines, without secrets or addresses', async () => {
    const { email, globalKey, token } = stage.sandbox.credentials;
    await startWorker();
    await connect({ kind: 'key', email, key: globalKey });
    await connectByToken();
    for (let i = 0; i < 60; i++) await send({ type: 'refresh' });
    const log = await logItem.get();
    expect(log).toHaveLength(100);
    const text = JSON.stringify(log);
    for (const secret of [email, globalKey, token]) expect(text).not.toContain(secret);
    expect(text).toContain(`poll ${email[0]}…@e…: invites ok (0), memberships`);
  });
});
