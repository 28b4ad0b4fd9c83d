import { browser } from 'wxt/browser';

/** Whether a message comes from one of this extension's own pages: no website, no content script, no other extension. */
export function isOwnPage(sender: { id?: string | undefined; url?: string | undefined }): boolean {
  return sender.id === browser.runtime.id && sender.url?.startsWith(browser.runtime.getURL('/')) === true;
}
