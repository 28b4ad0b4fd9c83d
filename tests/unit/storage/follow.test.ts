import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { followState } from '@/lib/storage/follow-state';
import { outboxItem } from '@/lib/storage/items';
import { entry } from '../domain/make';
import { useStage } from '../support/stage';

useStage();

const write = (key: string) => browser.storage.local.set(outboxItem.toWrites([entry({ key })]));

it('followState reports changes made between the first reading and following, and all later ones', async () => {
  const { first, follow } = await followState();
  expect(first.outbox).toEqual([]);
  await write('early');
  const keys: string[] = [];
  follow(({ outbox }) => keys.push(...outbox.map(({ key }) => key)));
  await vi.waitFor(() => expect(keys).toEqual(['early']));
  await write('late');
  await vi.waitFor(() => expect(keys).toEqual(['early', 'late']));
});

it('followState does not report changes to data that pages do not show', async () => {
  const { follow } = await followState();
  const listener = vi.fn();
  follow(listener);
  await browser.storage.local.set({ draft: '{}' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(listener).not.toHaveBeenCalled();
});
