import { expect, it } from 'vitest';
import { eventually } from '../harness/eventually';
import { pressAndSend, waitForText } from '../harness/pages';
import { setStage } from './stage';
import { useStage } from './use-stage';

const stage = useStage(setStage);

declare global {
  interface Window {
    /** The texts of the first frame that has an invitation: the whole page, and each row with its buttons. */
    firstFrame?: { text: string; rows: { text: string; buttons: number }[] };
  }
}

/** Records what is there just before the first frame with an invitation is painted. */
const noteFirstFrame = () => {
  const look = () => {
    const rows = [...document.querySelectorAll<HTMLElement>('.invites > li')];
    if (rows.length === 0) {
      requestAnimationFrame(look);
      return;
    }
    window.firstFrame = {
      text: document.body.innerText,
      rows: rows.map((row) => ({
        text: row.innerText,
        buttons: row.querySelectorAll('.answer button').length,
      })),
    };
  };
  requestAnimationFrame(look);
};

const names = Array.from({ length: 4 }, (_, i) => `Acme ${i + 1}`);
const failing = { organization_name: 'Initech' };
const deceptive = { organization_name: 'Сloudflare Security' };
const strict = { organization_name: 'Globex', organization_is_enforcing_twofactor: true };

it('the first frame has all warnings along with their buttons, and nothing is fetched after it', async () => {
  const { sandbox, extension, connect, send } = stage();
  for (const organization_name of names) sandbox.addInvite({ organization_name });
  // These expire first, so they are listed first.
  const expires_on = new Date(Date.now() + 2 * 86_400_000).toISOString();
  for (const invite of [failing, deceptive, strict]) sandbox.addInvite({ ...invite, expires_on });
  await connect();
  const before = await extension.openPopup();
  sandbox.fault({ kind: 'status', status: 400, method: 'PATCH', message: 'No.' });
  await pressAndSend(before, `Accept invitation to ${failing.organization_name}`);
  await waitForText(before, 'Not accepted.');
  await before.close();
  sandbox.fault({ kind: 'html', status: 502 });
  await send({ type: 'refresh' });
  sandbox.clearRequests();

  const popup = await extension.browser.newPage();
  const asked: string[] = [];
  const session = await popup.createCDPSession();
  session.on('Network.requestWillBeSent', ({ request }) => asked.push(new URL(request.url).pathname));
  await session.send('Network.enable');
  await popup.evaluateOnNewDocument(noteFirstFrame);
  await popup.goto(`${extension.origin}/popup.html`);
  await popup.waitForFunction(() => window.firstFrame);
  const { text = '', rows = [] } = (await popup.evaluate(() => window.firstFrame)) ?? {};
  expect(text).toContain('Cloudflare is having problems');
  expect(rows).toHaveLength(names.length + 3);
  const rowOf = ({ organization_name }: { organization_name: string }) =>
    rows.find((row) => row.text.includes(organization_name));
  expect(rowOf(deceptive)).toMatchObject({
    text: expect.stringContaining("Looks like Cloudflare's own name"),
    buttons: 2,
  });
  expect(rowOf(failing)).toMatchObject({ text: expect.stringContaining('Not accepted.'), buttons: 2 });
  expect(rowOf(strict)).toMatchObject({ text: expect.stringContaining('Requires two-factor'), buttons: 2 });

  await popup.waitForNetworkIdle();
  const written = await popup.$$eval('script[src], link[href]', (all) =>
    all.map(
      (one) => new URL(one.getAttribute('src') ?? one.getAttribute('href') ?? '', location.href).pathname,
    ),
  );
  expect(new Set(asked)).toEqual(new Set(['/popup.html', ...written]));
  expect(sandbox.requests).toEqual([]);
  await popup.close();
});

it('the first frame has the order that was chosen last', async () => {
  const { sandbox, extension, connect } = stage();
  sandbox.clearFaults();
  sandbox.setInvites([]);
  for (const [i, organization_name] of ['Hooli', 'Acme', 'Initech'].entries()) {
    const expires_on = new Date(Date.now() + (i + 2) * 86_400_000).toISOString();
    sandbox.addInvite({ organization_name, expires_on });
  }
  await connect();
  const before = await extension.openPopup();
  await before.locator('.tools select').fill('name');
  await before.waitForFunction(() => document.querySelector('h2')?.textContent === 'Acme');
  await before.close();
  const popup = await extension.browser.newPage();
  await popup.evaluateOnNewDocument(noteFirstFrame);
  await popup.goto(`${extension.origin}/popup.html`);
  await popup.waitForFunction(() => window.firstFrame);
  const { rows = [] } = (await popup.evaluate(() => window.firstFrame)) ?? {};
  expect(rows.map(({ text }) => text.match(/Acme|Hooli|Initech/)?.[0])).toEqual(['Acme', 'Hooli', 'Initech']);
  await popup.locator('.tools select').fill('expiring');
  await popup.waitForFunction(() => document.querySelector('h2')?.textContent === 'Hooli');
  await popup.close();
});

it('tooltips show the date of a time, and the whole of a name that is cut off', async () => {
  const { sandbox, extension, connect } = stage();
  const organization_name = 'Acme '.repeat(15).trim();
  sandbox.clearFaults();
  sandbox.setInvites([]);
  sandbox.addInvite({ organization_name, expires_on: '2099-03-04T12:00:00Z' });
  await connect();
  const popup = await extension.openPopup();
  await waitForText(popup, 'Acme');
  for (const [selector, tooltip] of [
    ['.time-left', /^Mar 4, 2099, \d+:\d\d.[AP]M$/],
    ['h2 bdi', organization_name],
  ] as const) {
    await eventually(async () => {
      await popup.mouse.move(0, 0);
      await popup.hover(selector);
      expect(await popup.$eval(selector, (one) => one.getAttribute('title'))).toMatch(tooltip);
    });
  }
});
