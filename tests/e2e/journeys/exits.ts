import { expect, it } from 'vitest';
import type { BackgroundScope } from '../../harness/chromium';
import { press, waitForText } from '../../harness/pages';
import { sendEverywhere } from '../send-everywhere';
import type { Outside } from './outside';

/** The outcome of a request made by the background, and what its policy reports. */
const sendFrom = async (scope: BackgroundScope, target: string) => {
  const reported = new Promise<string>((resolve) => {
    scope.addEventListener('securitypolicyviolation', (event) => resolve(Reflect.get(event, 'blockedURI')));
    setTimeout(() => resolve('the policy reported nothing'), 5_000);
  });
  const outcome = await scope.fetch(target, { mode: 'no-cors' }).then(() => 'sent', String);
  return [outcome, await reported];
};

/** Tests that requests reach only one host. */
export function testExits({ stage, elsewhere }: Outside): void {
  it.each(['here', 'elsewhere'] as const)('requests do not follow a redirect: %s', async (where) => {
    const { sandbox, extension, send } = stage();
    // Clears the failure of the redirect before, so that the popup reports this one.
    await send({ type: 'refresh' });
    sandbox.clearRequests();
    const location =
      where === 'here' ? 'https://api.cloudflare.com/client/v4/stolen' : `${elsewhere().origin}/stolen`;
    sandbox.fault({ kind: 'redirect', location, status: 307 });
    const popup = await extension.openPopup();
    await press(popup, 'Refresh');
    await waitForText(popup, "Can't reach Cloudflare");
    expect(elsewhere().hits).toEqual([]);
    expect(sandbox.requests.map(({ path }) => path.split('?')[0]).sort()).toEqual([
      '/client/v4/memberships',
      '/client/v4/user/invites',
    ]);
    await popup.close();
  });

  it.each(['popup.html', 'options.html'] as const)('requests reach no other host from %s', async (file) => {
    const page = await stage().extension.openPage(file);
    const { outcomes, refusals } = await page.evaluate(sendEverywhere, elsewhere().origin);
    expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual([]);
    expect(elsewhere().hits).toEqual([]);
    expect(refusals).toBeGreaterThanOrEqual(Object.keys(outcomes).length);
    await page.close();
  });

  it('requests reach no other host from the background', async () => {
    const target = `${elsewhere().origin}/background`;
    const [outcome, refused] = await stage().extension.inBackground(sendFrom, target);
    expect(outcome).toContain('TypeError');
    expect(refused).toContain(elsewhere().origin);
    expect(elsewhere().hits).toEqual([]);
  });

  it('requests from a web page do reach the other host, so the refusals above mean something', async () => {
    const page = await stage().extension.browser.newPage();
    await page.goto(elsewhere().origin);
    const { outcomes } = await page.evaluate(sendEverywhere, elsewhere().origin);
    expect(outcomes).toMatchObject({ fetch: 'sent', xhr: 'sent' });
    const ways = ['fetch', 'xhr', 'websocket', 'eventsource', 'img', 'link', 'script'];
    expect(elsewhere().hits).toEqual(expect.arrayContaining(ways.map((way) => `/${way}`)));
    await page.close();
  });
}
