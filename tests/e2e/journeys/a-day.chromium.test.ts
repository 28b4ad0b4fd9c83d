import { expect, it } from 'vitest';
import { organizations } from '../../harness/pages';
import { setStage } from '../stage';
import { useStage } from '../use-stage';
import { testADay } from './a-day';

const stage = useStage(setStage);

testADay(stage);

it('takes an invitation away when it expires', async () => {
  const { sandbox, extension, send } = stage();
  sandbox.addInvite({ organization_name: 'Ends', expires_on: new Date(Date.now() + 8_000).toISOString() });
  await send({ type: 'refresh' });
  await extension.waitForBadge('2');
  // No alarm rings sooner than after half a minute.
  await extension.waitForBadge('1', 50_000);
  expect(await organizations(await extension.openPopup())).toEqual(['Umbrella']);
});
