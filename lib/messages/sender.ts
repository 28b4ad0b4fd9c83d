import { browser } from 'wxt/browser';

/** Whether a message comes from one of this extension's own pages: no website, no content script, no other extension. */
export function isOwnPage(sender: { id?: string | undefined; url?: string | undefined }): boolean {
  const origin = new URL(browser.runtime.getURL('/popup.html')).origin;
  return (
    sender.id === browser.runtime.id &&
    URL.canParse(sender.url ?? '') &&
    new URL(sender.url ?? '').origin === origin
  );
}
