import { expect, it, vi } from 'vitest';
import * as z from 'zod';
import { launchFirefox } from '../harness/firefox';
import { organizations, press, pressAndSend, visibleText, waitForText } from '../harness/pages';
import { readItem, seedPress } from '../harness/seed';
import type { Fault } from '../sandbox/fault';
import type { Sandbox } from '../sandbox/types';
import { stageWith } from './stage';
import { useStage } from './use-stage';

/** The event page is suspended after a few idle seconds; Firefox normally gives it thirty. */
const stage = useStage(() =>
  stageWith((api) => launchFirefox({ api, idleTimeoutMs: 2_500 }), { rateLimit: { requests: 1_000_000 } }),
);

const suspended = () =>
  vi.waitUntil(async () => !(await stage().extension.isBackgroundRunning()), {
    timeout: 30_000,
    interval: 50,
  });

it('the extension works with an event page that is suspended after every step', async () => {
  const { sandbox, extension, connect } = stage();
  const acme = sandbox.addInvite({ organization_name: 'Acme' });
  sandbox.addInvite({ organization_name: 'Globex' });
  await connect();
  await suspended();
  const popup = await extension.openPopup();
  await suspended();
  expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
  await pressAndSend(popup, 'Accept invitation to Acme');
  await extension.waitForBadge('1');
  expect(sandbox.patchesThatTookEffect(acme.id)).toBe(1);
  await suspended();
  sandbox.addInvite({ organization_name: 'Initech' });
  await press(popup, 'Refresh');
  await extension.waitForBadge('2');
  expect(await organizations(popup)).toEqual(['Globex', 'Initech']);
  await popup.close();
});

it('the pages say when the user removes the permission for Cloudflare, and continue once it is back', async () => {
  const { sandbox, extension, send } = stage();
  sandbox.setInvites([]);
  sandbox.addInvite({ organization_name: 'Acme' });
  await send({ type: 'refresh' });
  const options = await extension.openPage('options.html');
  await extension.waitForBadge('1');
  const popup = await extension.openPopup();
  await options.evaluate(() => chrome.permissions.remove({ origins: ['https://api.cloudflare.com/*'] }));
  await extension.waitForBadge('!');
  sandbox.clearRequests();
  for (const page of [popup, options])
    await waitForText(page, 'This browser is blocking access to Cloudflare');
  expect(await organizations(popup)).toEqual(['Acme']);
  expect(await popup.$$('li .answer button')).toEqual([]);
  await press(popup, 'Refresh');
  expect(sandbox.requests).toEqual([]);

  sandbox.addInvite({ organization_name: 'Globex' });
  await suspended();
  await popup.bringToFront();
  await press(popup, 'Allow api.cloudflare.com');
  await extension.waitForBadge('2');
  expect(await visibleText(popup)).not.toContain('This browser is blocking access to Cloudflare');
  expect(await visibleText(options)).not.toContain('This browser is blocking access to Cloudflare');
  for (const page of [popup, options]) await page.close();
});

/** The methods of the requests about one invitation, in order. */
const methodsAbout = (sandbox: Sandbox, id: string) =>
  sandbox.requests.filter(({ path }) => path.endsWith(`/${id}`)).map(({ method }) => method);

/** How often a response was sent again without first checking what had become of the last attempt. */
const sentBlindly = (methods: string[]) =>
  methods.filter((method, i) => method === 'PATCH' && methods[i - 1] === 'PATCH').length;

/**
 * The first fault of each response. The worker that sends the hanging one is suspended before it gives up, and the
 * responses behind it wait for the alarm. Only the hanging one is sent again, half a minute later; more of them would
 * each need another alarm.
 */
const faults: Record<string, Fault> = {
  Hanging: { kind: 'hang', method: 'PATCH' },
  'Cut off': { kind: 'cut-off', method: 'PATCH' },
  Lost: { kind: 'lost-answer' },
};

/** Firefox itself repeats requests whose connection ended without a reply, which cannot be prevented. */
const sentAgainByFirefox = ['Lost'];

const connectionsSchema = z.tuple([z.object({ id: z.string() })]);

it('every response takes effect exactly once although it fails first and the event page is suspended', async () => {
  const { sandbox, extension, send } = stage();
  sandbox.setInvites([]);
  const responses = Object.entries(faults).map(([name, fault], i) => {
    const { id } = sandbox.addInvite({ organization_name: name });
    sandbox.fault({ ...fault, path: id });
    return { name, id, answer: i % 2 === 0 ? ('accepted' as const) : ('rejected' as const) };
  });
  await send({ type: 'refresh' });
  await extension.waitForBadge(String(responses.length));
  const page = await extension.openPage('options.html');
  const [{ id: connectionId }] = connectionsSchema.parse(await readItem(page, 'local', 'connections'));
  const aboutHanging = () => methodsAbout(sandbox, responses[0]?.id ?? '');
  for (const { id, answer } of responses) {
    const routes = [{ source: 'invites' as const, id }];
    await seedPress(page, { connectionId, key: id, routes, answer });
    // The others are sent while it hangs.
    await vi.waitUntil(() => aboutHanging().includes('PATCH'), 30_000);
  }
  await page.close();
  await suspended();
  expect(aboutHanging()).toEqual(['PATCH']);
  expect(responses.map(({ id }) => sandbox.invite(id)?.status)).toEqual(responses.map(() => 'pending'));
  // From here on only the alarm can bring the event page back.
  await extension.waitForBadge('', 200_000);
  const ends = responses.map(({ name, id, answer }) => ({
    name,
    answer,
    status: sandbox.invite(id)?.status,
    took: sandbox.patchesThatTookEffect(id),
    blindly: sentAgainByFirefox.includes(name) ? 0 : sentBlindly(methodsAbout(sandbox, id)),
  }));
  expect(ends).toEqual(ends.map((end) => ({ ...end, status: end.answer, took: 1, blindly: 0 })));
}, 240_000);
