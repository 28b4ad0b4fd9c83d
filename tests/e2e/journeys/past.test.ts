import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../harness/eventually';
import { press, pressAndSend, waitForText } from '../../harness/pages';
import { readItem } from '../../harness/seed';
import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { popupWith } from './list-stage';

const stage = useStage(setStage);
const downloads = mkdtempSync(path.join(tmpdir(), 'downloads-'));

beforeAll(async () => {
  await stage().connect();
  const session = await stage().extension.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
});
afterAll(() => rmSync(downloads, { recursive: true }));

/** The saved file, once it is complete. */
async function saved(type: 'csv' | 'json'): Promise<Buffer> {
  const name = await eventually(() => {
    const found = readdirSync(downloads).find((file) => file.endsWith(`.${type}`));
    if (!found) throw new Error(`No ${type} file.`);
    return found;
  });
  const [year, month, day] = [new Date().getFullYear(), new Date().getMonth() + 1, new Date().getDate()];
  const date = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  expect(name).toMatch(new RegExp(`^invitations-${date}-([01]\\d|2[0-3])[0-5]\\d\\.${type}$`));
  return readFileSync(path.join(downloads, name));
}

it('the past invitations that are shown are saved as CSV and JSON, made safe for spreadsheets', async () => {
  const { sandbox, extension } = stage();
  const popup = await popupWith(stage(), [
    { organization_name: 'Acme "West", Łódź' },
    { organization_name: '=1+1' },
  ]);
  sandbox.addInvite({ organization_name: 'Globex', status: 'rejected' });
  await press(popup, 'Accept invitation to Acme "West", Łódź');
  await press(popup, 'Reject invitation to =1+1');
  await pressAndSend(popup, 'Yes, reject invitation to =1+1');
  // The list below must have been requested after both answers.
  const probe = await extension.probe();
  await eventually(async () => {
    expect(sandbox.invites().filter(({ status }) => status === 'pending')).toEqual([]);
    expect(await readItem(probe, 'local', 'outbox')).toEqual([]);
  });
  await press(popup, 'Refresh');
  await press(popup, 'Past');
  for (const text of ['Acme "West", Łódź', '=1+1', 'Globex', 'Rejected on or before'])
    await waitForText(popup, text);
  const [accepted, rejected] = sandbox.invites();

  await press(popup, 'Export as CSV');
  const csv = await saved('csv');
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const [header, ...lines] = csv.toString('utf8').split('\r\n');
  expect(header).toMatch(
    /^\uFEFF"organization","organization_id","outcome","ended_at","ended_no_later_than",/,
  );
  // Latest first.
  expect(lines).toEqual([
    expect.stringMatching(/^"Globex","[^"]+","rejected","","20[^"]+Z",/),
    expect.stringMatching(/^"'=1\+1","[^"]+","rejected","20[^"]+Z","",/),
    expect.stringMatching(/^"Acme ""West"", Łódź","[^"]+","accepted","20[^"]+Z","",/),
    '',
  ]);

  await popup.locator('input[type=search]').fill('lodz');
  await waitForText(popup, '1 of 3');
  await press(popup, 'Export as JSON');
  expect(JSON.parse((await saved('json')).toString('utf8'))).toMatchObject([
    {
      organization: 'Acme "West", Łódź',
      organization_id: accepted?.organization_id,
      outcome: 'accepted',
      ended_no_later_than: null,
    },
  ]);
  expect(rejected?.status).toBe('rejected');
});
