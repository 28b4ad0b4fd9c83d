import { fakeBrowser } from 'wxt/testing/fake-browser';

type Changed = (change: { permissions: string[]; origins: string[] }) => unknown;

const notifications = fakeBrowser.notifications;
const added: Changed[] = [];
let allowed = false;

function setAllowed(now: boolean): void {
  allowed = now;
  // As in a browser, the API is missing without the permission. Not enumerable, because `reset` visits every API.
  Object.defineProperty(fakeBrowser, 'notifications', {
    value: now ? notifications : undefined,
    enumerable: now,
    configurable: true,
  });
}

/** Adds the optional permission for notifications, not granted yet, to the fake browser. */
export function standInForPermissions(): void {
  Object.assign(fakeBrowser, {
    permissions: {
      // The host permission is granted at install, and no test here takes it back.
      contains: async ({ permissions }: { permissions?: string[] }) =>
        !permissions?.includes('notifications') || allowed,
      onAdded: { addListener: (listener: Changed) => added.push(listener) },
      onRemoved: { addListener: () => undefined },
    },
  });
  notifications.resetState();
  setAllowed(false);
}

/** Restores the API for the next test file. */
export function endStandInForPermissions(): void {
  setAllowed(true);
}

/** Removes a worker's listeners, as a browser does when it stops the worker. */
export function forgetNotificationListeners(): void {
  added.length = 0;
  notifications.onClicked.removeAllListeners();
  notifications.onButtonClicked.removeAllListeners();
}

/** Allows notifications, as the user would. */
export async function allowNotifications(): Promise<void> {
  setAllowed(true);
  await Promise.all(added.map((listener) => listener({ permissions: ['notifications'], origins: [] })));
}

/** Takes the permission back, as the user can in the browser's settings. */
export function revokeNotifications(): void {
  setAllowed(false);
}

/** The visible notifications, by id. */
export async function onScreen(): Promise<
  Record<string, { title?: string; message?: string; buttons?: { title: string }[] }>
> {
  return { ...(await notifications.getAll()) };
}
