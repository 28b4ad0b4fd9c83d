import { expect, it } from 'vitest';
import { eventually } from '../../harness/eventually';
import {
  connectByToken,
  organizations,
  press,
  pressAndSend,
  visibleText,
  waitForText,
} from '../../harness/pages';
import type { AnyExtension, Stage } from '../stage';

/** Invitations that are in `/user/invites`, in `/memberships`, or in both. */
export function testTwoLists(stage: () => Stage<AnyExtension>): void {
  const refresh = () => stage().send({ type: 'refresh' });
  const popupWith = async (...names: string[]) => {
    const popup = await stage().extension.openPopup();
    await eventually(async () => expect((await organizations(popup)).sort()).toEqual(names.sort()));
    return popup;
  };

  it('memberships are shown if the plan has no invites, with a note on the options page', async () => {
    const { sandbox, extension } = stage();
    sandbox.configure({ invites: 'refused' });
    const { account } = sandbox.addMembership({ account: { name: 'Acme' } });
    const options = await extension.openPage('options.html');
    await connectByToken(options, sandbox.credentials.userDetailsToken);
    await waitForText(options, 'Connected. 1 invitation is waiting.');
    await waitForText(options, "Cloudflare won't list invites for this login");
    await extension.waitForBadge('1');
    const popup = await popupWith('Acme');
    expect(await visibleText(popup)).toContain('No expiry date given');
    await pressAndSend(popup, 'Accept invitation to Acme');
    await extension.waitForBadge('');
    expect(sandbox.answersThatTookEffect(account.id)).toBe(1);
    await popup.close();
    sandbox.configure({ invites: 'served' });
    await refresh();
    expect(await visibleText(options)).not.toContain("Cloudflare won't list");
    await options.close();
  });

  it('an invitation in both lists is shown once, and stays answered while the other list lags', async () => {
    const { sandbox, extension } = stage();
    const { membership } = sandbox.addBoth({ organization_name: 'Both' });
    sandbox.addInvite({ organization_name: 'Invite' });
    sandbox.addMembership({ account: { name: 'Membership' } });
    await refresh();
    await extension.waitForBadge('3');
    sandbox.lag('memberships', 'until-catch-up');
    const popup = await popupWith('Both', 'Invite', 'Membership');
    await press(popup, 'Reject invitation to Both');
    await pressAndSend(popup, 'Yes, reject invitation to Both');
    await extension.waitForBadge('2');
    await press(popup, 'Refresh');
    await press(popup, 'Past');
    await eventually(async () => expect((await organizations(popup)).sort()).toEqual(['Acme', 'Both']));
    await popup.close();
    await refresh();
    expect((await extension.badge()).text).toBe('2');
    sandbox.catchUp();
    sandbox.lag('memberships', 0);
    await refresh();
    expect((await extension.badge()).text).toBe('2');
    expect(sandbox.answersThatTookEffect(membership.account.id)).toBe(1);
  });

  it.each(['/memberships', '/user/invites'])('no invitation is lost while %s fails', async (path) => {
    const { sandbox, extension } = stage();
    sandbox.fault({ kind: 'status', status: 503, path, times: Number.POSITIVE_INFINITY });
    for (let polls = 0; polls < 3; polls++) await refresh();
    expect((await extension.badge()).text).toBe('2');
    const popup = await popupWith('Invite', 'Membership');
    expect(await visibleText(popup)).toContain('Cloudflare is having problems');
    sandbox.clearFaults();
    await press(popup, 'Refresh');
    await eventually(async () =>
      expect(await visibleText(popup)).not.toContain('Cloudflare is having problems'),
    );
    await popup.close();
  });

  it('an answer whose reply was lost is found to have taken effect', async () => {
    const { sandbox, extension } = stage();
    const { account } = sandbox.addMembership({ account: { name: 'Lost' } });
    await refresh();
    await extension.waitForBadge('3');
    sandbox.fault({ kind: 'lost-answer' });
    const popup = await popupWith('Invite', 'Membership', 'Lost');
    await pressAndSend(popup, 'Accept invitation to Lost');
    await extension.waitForBadge('2');
    expect(sandbox.answersThatTookEffect(account.id)).toBe(1);
    await popup.close();
  });

  it('120 memberships are shown, whatever the total says', async () => {
    const { sandbox, extension } = stage();
    sandbox.configure({ totalCount: 'unfiltered', totalPages: false });
    for (let i = 0; i < 119; i++) sandbox.addMembership();
    for (let i = 0; i < 60; i++) sandbox.addMembership({ status: 'accepted' });
    await refresh();
    await extension.waitForBadge('99+');
    const popup = await extension.openPopup();
    expect(await visibleText(popup)).toContain('121 invitations waiting');
    expect(await visibleText(popup)).not.toContain('Cloudflare has more invitations');
    await popup.close();
  });

  it('a read-only token gets no buttons to answer', async () => {
    const { sandbox, extension } = stage();
    sandbox.setMemberships([]);
    sandbox.setInvites([]);
    await refresh();
    sandbox.configure({ invites: 'refused' });
    sandbox.addMembership({ account: { name: 'Acme' } });
    const options = await extension.openPage('options.html');
    await press(options, 'Connect another login');
    await connectByToken(options, sandbox.credentials.readOnlyToken);
    await waitForText(options, 'Connected, but can only read.');
    const popup = await extension.openPopup();
    await waitForText(popup, 'This API token is read-only');
    expect(await organizations(popup)).toContain('Acme');
    expect(sandbox.requests.map(({ method }) => method)).not.toContain('DELETE');
  });
}
