import { browser } from 'wxt/browser';

const api = { origins: ['https://api.cloudflare.com/*'] };

/** Whether the browser lets the extension call Cloudflare; in Firefox and Chrome a person can take that back. */
export function hasHostPermission(): Promise<boolean> {
  return browser.permissions.contains(api);
}

/** Asks the person for it again. Browsers allow the question only inside a click, before anything is awaited. */
export function requestHostPermission(): Promise<boolean> {
  return browser.permissions.request(api);
}

/** Whether this browser allows notifications. It is asked of each device, so it is no setting. */
export function areNotificationsAllowed(): Promise<boolean> {
  return browser.permissions.contains({ permissions: ['notifications'] });
}

/** Asks the person to allow them; false when they refuse. To be called within a click, before anything is awaited. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request({ permissions: ['notifications'] }).catch(() => false);
}

/** Calls back when any permission was given or taken back; returns what stops it. */
export function onPermissionChanged(listener: () => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  onAdded.addListener(listener);
  onRemoved.addListener(listener);
  return () => {
    onAdded.removeListener(listener);
    onRemoved.removeListener(listener);
  };
}
