import { browser } from 'wxt/browser';

const api = { origins: ['https://api.cloudflare.com/*'] };

/** Whether the browser lets the extension call Cloudflare; in Firefox and Chrome the user can take that back. */
export function hasHostPermission(): Promise<boolean> {
  return browser.permissions.contains(api);
}

/** Asks the user for it again. Browsers only allow this inside a click, before anything is awaited. */
export function requestHostPermission(): Promise<boolean> {
  return browser.permissions.request(api);
}

/** Whether this browser allows notifications. It differs by device, so it is not a setting. */
export function areNotificationsAllowed(): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['notifications'] });
}

/** Asks the user to allow them; false if refused. Call it inside a click, before anything is awaited. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['notifications'] }).catch(() => false);
}

/** Calls back when any permission is granted or taken back. Returns a function that stops it. */
export function onPermissionChanged(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(listener);
  onRemoved.addListener(listener);
  return () => {
    onAdded.removeListener(listener);
    onRemoved.removeListener(listener);
  };
}
