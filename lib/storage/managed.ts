import { browser } from 'wxt/browser';

/** Whatever the administrator has set, as it is; undefined where Firefox rejects, because there is no administrator. */
export function readManaged(): Promise<unknown> {
  return browser.storage.managed.get(null).catch(() => {});
}

/** Calls back when the administrator changed something, where the browser tells; returns what stops it. */
export function onPolicyChanged(listener: () => void): () => void {
  browser.storage.managed.onChanged.addListener(listener);
  return () => browser.storage.managed.onChanged.removeListener(listener);
}
