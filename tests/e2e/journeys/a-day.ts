import type { Page } from 'puppeteer-core';
import { beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually';
import { organizations, press, pressAndSend, visibleText, waitForText } from '../../harness/pages';
import type { AnyExtension, Stage } from '../stage';

/** A day with invitations: they arrive, are answered, Cloudflare fails, the worker ends. */
export function testADay(stage: () => Stage<AnyExtension>): void {
  let popup: Page;

  beforeAll(async () => {
    const { sandbox, extension, connect } = stage();
    sandbox.addInvite({ organization_name: 'Acme' });
    sandbox.addInvite({ organization_name: 'Globex' });
    await connect();
    await extension.waitForBadge('2');
    popup = await extension.openPopup();
  });

  /** Answered invitations keep their place until the pointer rests. */
  const listed = (...names: string[]) =>
    eventually(async () => expect(await organizations(popup)).toEqual(names));

  it('accepting and rejecting work in the real popup, and the badge follows', async () => {
    const { sandbox, extension } = stage();
    const [acme, globex] = sandbox.invites().map(({ id = '' }) => id);
    const statusOf = (id = '') => sandbox.invite(id)?.status;
    await pressAndSend(popup, 'Accept invitation to Acme');
    await extension.waitForBadge('1');
    expect(statusOf(acme)).toBe('accepted');
    await listed('Globex');

    await press(popup, 'Reject invitation to Globex');
    expect(statusOf(globex)).toBe('pending');
    await pressAndSend(popup, 'Yes, reject invitation to Globex');
    await waitForText(popup, 'Nothing pending');
    await extension.waitForBadge('');
    expect(statusOf(globex)).toBe('rejected');
  });

  it('the last good list stays when Cloudflare fails, with a message, until it works again', async () => {
    const { sandbox } = stage();
    sandbox.addInvite({ organization_name: 'Initech' });
    await press(popup, 'Refresh');
    await waitForText(popup, 'Initech');
    sandbox.fault({ kind: 'html', status: 502, times: Infinity });
    await press(popup, 'Refresh');
    await waitForText(popup, 'Cloudflare is having problems');
    expect(await organizations(popup)).toEqual(['Initech']);
    sandbox.clearFaults();
    sandbox.addInvite({ organization_name: 'Umbrella' });
    await press(popup, 'Refresh');
    await waitForText(popup, 'Umbrella');
    expect(await visibleText(popup)).not.toContain('Cloudflare is having problems');
  });

  it('the extension goes on after its worker was stopped, and the popup paints without the worker', async () => {
    const { sandbox, extension } = stage();
    await popup.close();
    await extension.killServiceWorker();
    sandbox.clearRequests();
    popup = await extension.openPage('popup.html');
    expect(new Set(await organizations(popup))).toEqual(new Set(['Initech', 'Umbrella']));
    expect(sandbox.requests).toEqual([]);
    await pressAndSend(popup, 'Accept invitation to Initech');
    await extension.waitForBadge('1');
    await listed('Umbrella');
    const initech = sandbox.invites().find(({ organization_name }) => organization_name === 'Initech');
    expect(sandbox.patchesThatTookEffect(initech?.id ?? '')).toBe(1);
  });
}
