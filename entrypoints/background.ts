import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { handleMessage } from '@/lib/background/commands';
import type { WorkerContext } from '@/lib/background/context';
import { createLog } from '@/lib/background/log';
import { noticeListener } from '@/lib/background/notice-clicks';
import { wake } from '@/lib/background/wake';
import { createClient } from '@/lib/cloudflare/client';
import { hasHostPermission, onPermissionChanged } from '@/lib/host-permission';
import type { PollDemand } from '@/lib/invites/poll-state';
import { onPolicyChanged } from '@/lib/storage/managed';
import { restrictStorage } from '@/lib/storage/secrets';
import { onSettingsChanged } from '@/lib/storage/settings';

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

/** What a worker was started for comes right after it has started. */
const eventWithinMs = 50;

// Every listener is registered before anything is awaited: a worker is started for an event and must not miss it.
export default defineBackground({
  main() {
    let hasBegun = false;
    const listenToNotices = noticeListener(context);
    const wakeFor = (demand: PollDemand) => {
      hasBegun = true;
      return wake(context, demand);
    };
    browser.alarms.onAlarm.addListener(() => wakeFor('due'));
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') browser.runtime.openOptionsPage();
      return wakeFor('opened');
    });
    browser.runtime.onStartup.addListener(() => wakeFor('opened'));
    browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
      const reply = handleMessage(context, message, sender);
      hasBegun ||= reply !== undefined;
      // Called, not returned: Chrome takes no promise from a listener before version 148. A page that gets no reply
      // knows that something is wrong.
      reply?.then(answer, () => answer());
      return reply !== undefined;
    });
    onPolicyChanged(() => wakeFor('due'));
    listenToNotices();
    onSettingsChanged(() => wakeFor('due'));
    onPermissionChanged(() => {
      listenToNotices();
      return wakeFor('asked');
    });
    restrictStorage();
    // A worker that is started for none of these: an alarm may be missing, a response may have been cut short.
    setTimeout(() => {
      if (!hasBegun) wakeFor('due');
    }, eventWithinMs);
  },
});
