import { expect, it, vi } from 'vitest';
import { launchFirefox } from '../harness/firefox';
import { organizations, press, visibleText, waitForText } from '../harness/pages';
import type { Fault } from '../sandbox/fault';
import type { Sandbox } from '../sandbox/types';
import { stageWith } from './stage';
import { useStage } from './use-stage';

/** An event page that ends after a second at rest, where Firefox gives it thirty. */
const stage = useStage(() =>
  stageWith((api) => launchFirefox({ api, idleTimeoutMs: 1_000 }), { rateLimit: { requests: 1_000_000 } }),
);

const suspended = () =>
  vi.waitUntil(async () => !(await stage().extension.isBackgroundRunning()), {
    timeout: 30_000,
    interval: 50,
  });

it('does the main job with an event page that is suspended after every step', async () => {
  const { sandbox, extension, connect } = stage();
  const acme = sandbox.addInvite({ organization_name: 'Acme' });
  sandbox.addInvite({ organization_name: 'Globex' });
  await connect();
  await suspended();
  const popup = await extension.openPopup();
  await suspended();
  expect(await organizations(popup)).toEqual(['Acme', 'Globex']);
  await press(popup, 'Accept invitation to Acme');
  await extension.waitForBadge('1');
  expect(sandbox.patchesThatTookEffect(acme.id)).toBe(1);
  await suspended();
  sandbox.addInvite({ organization_name: 'Initech' });
  await press(popup, 'Refresh');
  await extension.waitForBadge('2');
  expect(await organizations(popup)).toEqual(['Globex', 'Initech']);
});

it('says when the person took the permission for Cloudflare back, and goes on once it is given again', async () => {
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
    await waitForText(page, 'This browser keeps the extension from Cloudflare');
  expect(await organizations(popup)).toEqual(['Acme']);
  expect(await popup.$$('li .answer button')).toEqual([]);
  await press(popup, 'Refresh');
  expect(sandbox.requests).toEqual([]);

  sandbox.addInvite({ organization_name: 'Globex' });
  await suspended();
  await popup.bringToFront();
  await press(popup, 'Allow api.cloudflare.com');
  await extension.waitForBadge('2');
  expect(await visibleText(popup)).not.toContain('This browser keeps the extension from Cloudflare');
  expect(await visibleText(options)).not.toContain('This browser keeps the extension from Cloudflare');
});

/** What can befall a response; of the last two Cloudflare takes it and the answer does not arrive. */
const faults: Record<string, Fault> = {
  'Status 500': { kind: 'status', status: 500 },
  'Status 503': { kind: 'status', status: 503 },
  'HTML 502': { kind: 'html', status: 502 },
  Dropped: { kind: 'drop' },
  Hanging: { kind: 'hang' },
  Slow: { kind: 'latency', ms: 4_000 },
  'Cut off': { kind: 'cut-off' },
  Lost: { kind: 'lost-answer' },
};

/**
 * How often a response was sent again without asking in between what had become of the one before. What got no answer
 * before its connection ended Firefox sends again by itself, and nothing can keep it from that.
 */
const sentBlindly = (sandbox: Sandbox, id: string) =>
  sandbox.requests
    .filter(({ path }) => path.endsWith(`/${id}`))
    .filter(({ method }, i, all) => {
      const before = all[i - 1];
      return method === 'PATCH' && before?.method === 'PATCH' && before.responded !== 'dropped';
    }).length;

it('finishes a response by itself when it was suspended before Cloudflare answered', async () => {
  const { sandbox, extension } = stage();
  sandbox.setInvites([]);
  const { id } = sandbox.addInvite({ organization_name: 'Hooli' });
  const popup = await extension.openPopup();
  await press(popup, 'Refresh');
  await extension.waitForBadge('1');
  sandbox.fault({ kind: 'latency', ms: 6_000, method: 'PATCH' });
  await press(popup, 'Accept invitation to Hooli');
  await suspended();
  expect(sandbox.invite(id)?.status).toBe('pending');
  // The alarm that was set before the first request brings it back after 30 seconds, the soonest there is.
  await extension.waitForBadge('', 90_000);
  expect(sandbox.patchesThatTookEffect(id)).toBe(1);
  await popup.close();
});

it('accepts and rejects exactly once while it is suspended every second and every response fails first', async () => {
  const { sandbox, extension } = stage();
  sandbox.setInvites([]);
  const invites = Object.entries(faults).map(([name, fault], i) => {
    const answer = i % 2 === 0 ? ('accepted' as const) : ('rejected' as const);
    const organization = `${name} ${answer}`;
    const { id } = sandbox.addInvite({ organization_name: organization });
    const about = fault.kind === 'lost-answer' ? {} : { method: 'PATCH' };
    sandbox.fault({ ...fault, ...about, path: id });
    return { id, organization, answer };
  });
  const popup = await extension.openPopup();
  await press(popup, 'Refresh');
  await extension.waitForBadge(String(invites.length));
  for (const { organization, answer } of invites) {
    if (answer === 'accepted') await press(popup, `Accept invitation to ${organization}`);
    else {
      await press(popup, `Reject invitation to ${organization}`);
      await press(popup, `Yes, reject invitation to ${organization}`);
    }
  }
  await suspended();
  // From here on nobody helps, and an alarm has to bring it back.
  await waitForText(popup, 'Nothing pending', 330_000);
  const ends = invites.map(({ id, organization, answer }) => ({
    organization,
    answer,
    status: sandbox.invite(id)?.status,
    took: sandbox.patchesThatTookEffect(id),
    blindly: sentBlindly(sandbox, id),
  }));
  expect(ends).toEqual(ends.map((end) => ({ ...end, status: end.answer, took: 1, blindly: 0 })));
}, 400_000);
