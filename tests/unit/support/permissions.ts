import { fakeBrowser } from 'wxt/testing/fake-browser';

type Changed = (change: { permissions: string[]; origins: string[] }) => unknown;

const notifications = fakeBrowser.notifications;
const added: Changed[] = [];
let allowed = false;

function setAllowed(now: boolean): void {
  allowed = now;
  // As in a browser: without the permission there is no such API. Not enumerable, because `reset` visits every one.
  Object.defineProperty(fakeBrowser, 'notifications', {
    value: now ? notifications : undefined,
    enumerable: now,
    configurable: true,
  });
}

/** Gives the fake browser the optional permission for notifications, not allowed yet. */
export function standInForPermissions(): void {
  Object.assign(fakeBrowser, {
    permissions: {
      // The host is granted at install and nobody takes it back here.
      contains: async ({ permissions }: { permissions?: string[] }) =>
        !permissions?.includes('notifications') || allowed,
      onAdded: { addListener: (listener: Changed) => added.push(listener) },
      onRemoved: { addListener: () => undefined },
    },
  });
  notifications.resetState();
  setAllowed(false);
}

/** Gives the API back, for the next file of tests. */
export function endStandInForPermissions(): void {
  setAllowed(true);
}

/** What a browser does of a worker's listeners when it ends it. */
export function forgetNotificationListeners(): void {
  added.length = 0;
  notifications.onClicked.removeAllListeners();
  notifications.onButtonClicked.removeAllListeners();
}

/** The person allows notifications. */
export async function allowNotifications(): Promise<void> {
  setAllowed(true);
  await Promise.all(added.map((listener) => listener({ permissions: ['notifications'], origins: [] })));
}

/** The person takes the permission away, in the browser's own settings. */
export function revokeNotifications(): void {
  setAllowed(false);
}

/** The notifications that stand on the screen, by id. */
export async function onScreen(): Promise<
  Record<string, { title?: string; message?: string; buttons?: { title: string }[] }>
> {
  return { ...(await notifications.getAll()) };
}
