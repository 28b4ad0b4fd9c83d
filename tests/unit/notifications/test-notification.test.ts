import { expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { defaultSettings } from '@/lib/domain/settings';
import { settingsItem } from '@/lib/storage/items';
import { isolated, nextWake, titles, turnOn, useNotificationStage } from '../support/notification-stage';
import { onScreen } from '../support/permissions';
import { idle, send } from '../support/worker';

const stage = useNotificationStage();
const test = { type: 'test-notification' } as const;

it('the test notification is shown at once, even in quiet hours, and says what it is', async () => {
  await turnOn({ quietHours: { from: 11 * 60, to: 13 * 60 } });
  await send(test);
  expect(await onScreen()).toMatchObject({
    test: { title: 'Test notification', message: 'New invitations will appear like this.' },
  });
});

it('the test notification stays until it is closed, and removes no other notification', async () => {
  await turnOn();
  await send(test);
  stage.addNamed('Acme');
  await nextWake();
  expect((await titles()).sort()).toEqual([`New invitation to ${isolated('Acme')}`, 'Test notification']);
  await browser.notifications.clear('test');
  await nextWake();
  expect(await titles()).toEqual([`New invitation to ${isolated('Acme')}`]);
});

it('the test notification disappears when notifications are turned off', async () => {
  await turnOn();
  await send(test);
  await settingsItem.set(defaultSettings);
  await idle();
  expect(await onScreen()).toEqual({});
});

it('the test notification is not shown if the browser does not allow any', async () => {
  await send(test);
  expect(await onScreen()).toEqual({});
});
