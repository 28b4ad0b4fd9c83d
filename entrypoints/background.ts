import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createClient } from '@/lib/cloudflare/client';
import type { PollReason } from '@/lib/domain/poll-schedule';
import { hasHostPermission, onPermissionChanged } from '@/lib/permissions';
import { restrictStorage } from '@/lib/storage/credential-store';
import { onPolicyChanged, onSettingsChanged } from '@/lib/storage/settings';
import { onPressStored } from '@/lib/storage/take-over';
import { handleMessage } from '@/lib/worker/commands';
import type { WorkerContext } from '@/lib/worker/context';
import { noteUpdate } from '@/lib/worker/credentials';
import { createLog } from '@/lib/worker/log';
import { notificationListener } from '@/lib/worker/notification-clicks';
import { thenUpdate, wake } from '@/lib/worker/wake';

const nowMs = () => Date.now();

const context: WorkerContext = {
  createClient: (credentials) =>
    createClient(credentials, {
      fetch: (...request) => fetch(...request),
      nowMs,
      mayCall: hasHostPermission,
    }),
  nowMs,
  random: Math.random,
  log: createLog(nowMs),
};

/** The event that a worker was started for arrives within this time (ms). */
const eventWithinMs = 50;

// Every listener is registered before anything is awaited, because a worker is started for an event and must not miss
// it.
export default defineBackground({
  main() {
    let hasWoken = false;
    const listenToNotifications = notificationListener(context);
    const wakeFor = (reason: PollReason) => {
      hasWoken = true;
      return wake(context, reason);
    };
    browser.alarms.onAlarm.addListener(() => wakeFor('due'));
    browser.runtime.onInstalled.addListener(async ({ reason }) => {
      hasWoken = true;
      if (reason === 'install') browser.runtime.openOptionsPage();
      if (reason === 'update') await thenUpdate(context, () => noteUpdate(context));
      return wakeFor('opened');
    });
    browser.runtime.onStartup.addListener(() => wakeFor('opened'));
    browser.runtime.onMessage.addListener((message: unknown, sender) => {
      const reply = handleMessage(context, message, sender);
      hasWoken ||= reply !== undefined;
      return reply;
    });
    onPressStored(() => wakeFor('due'));
    onPolicyChanged(() => wakeFor('due'));
    listenToNotifications();
    onSettingsChanged(() => wakeFor('due'));
    onPermissionChanged(() => {
      listenToNotifications();
      return wakeFor('asked');
    });
    restrictStorage();
    // If the worker was started for some other reason, an alarm may be missing, or a response may have been
    // interrupted.
    setTimeout(() => {
      if (!hasWoken) wakeFor('due');
    }, eventWithinMs);
  },
});
