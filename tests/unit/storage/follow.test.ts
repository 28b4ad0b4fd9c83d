import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { followState } from '@/lib/storage/follow-state';
import { outboxItem } from '@/lib/storage/items';
import { entry } from '../domain/make';
import { useStage } from '../support/stage';

useStage();

const write = (key: string) => browser.storage.local.set(outboxItem.toWrites([entry({ key })]));

it('tells of what was written between the first reading and following, and of all that comes then', async () => {
  const { first, follow } = await followState();
  expect(first.outbox).toEqual([]);
  await write('early');
  const told: string[] = [];
  follow(({ outbox }) => told.push(...outbox.map(({ key }) => key)));
  await vi.waitFor(() => expect(told).toEqual(['early']));
  await write('late');
  await vi.waitFor(() => expect(told).toEqual(['early', 'late']));
});

it('tells nothing while nothing changes that pages show', async () => {
  const { follow } = await followState();
  const told = vi.fn();
  follow(told);
  await browser.storage.local.set({ draft: '{}' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(told).not.toHaveBeenCalled();
});
