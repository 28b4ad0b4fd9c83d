import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { handleMessage } from '@/lib/background/commands';
import type { WorkerContext } from '@/lib/background/context';
import { createLog } from '@/lib/background/log';
import { listenToNotices } from '@/lib/background/notice-clicks';
import { wake } from '@/lib/background/wake';
import { createClient } from '@/lib/cloudflare/client';
import { hasHostPermission, onHostPermissionChanged } from '@/lib/host-permission';
import { onPolicyChanged } from '@/lib/storage/appearance';
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

// Every listener is registered before anything is awaited: a worker is started for an event and must not miss it.
export default defineBackground({
  main() {
    browser.alarms.onAlarm.addListener(() => wake(context, 'due'));
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') browser.runtime.openOptionsPage();
      return wake(context, 'opened');
    });
    browser.runtime.onStartup.addListener(() => wake(context, 'opened'));
    browser.runtime.onMessage.addListener((message: unknown, sender, answer) => {
      const reply = handleMessage(context, message, sender);
      // Called, not returned: Chrome takes no promise from a listener before version 148. A page that gets no reply
      // knows that something is wrong.
      reply?.then(answer, () => answer());
      return reply !== undefined;
    });
    onPolicyChanged(() => wake(context, 'due'));
    listenToNotices(context);
    onSettingsChanged(() => wake(context, 'due'));
    onHostPermissionChanged(() => wake(context, 'asked'));
    restrictStorage();
    // Any other wake: an alarm may be missing, a response may have been cut short.
    wake(context, 'due');
  },
});
