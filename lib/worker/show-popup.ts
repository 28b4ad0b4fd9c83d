import { browser } from 'wxt/browser';

/**
 * Opens the popup at its icon. If the browser cannot (before Chrome 127 and Firefox 149, or without a window), opens
 * the same page in a tab.
 */
export async function showPopup(): Promise<void> {
  try {
    const { id } = await browser.windows.getLastFocused({ windowTypes: ['normal'] });
    // A popup only opens in the focused window, and the user may be elsewhere when they click a notification.
    if (id !== undefined) await browser.windows.update(id, { focused: true });
    await browser.action.openPopup(id === undefined ? {} : { windowId: id });
  } catch {
    await openInTab(browser.runtime.getURL('/popup.html'));
  }
}

async function openInTab(url: string): Promise<void> {
  try {
    await browser.tabs.create({ url });
  } catch {
    // A tab needs a window, and there is none.
    await browser.windows.create({ url });
  }
}
