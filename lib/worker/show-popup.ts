import { browser } from 'wxt/browser';

/**
 * Shows the popup at its icon. Where the browser cannot (before Chrome 127 and Firefox 149, or without a window) the
 * same page opens in a tab: it is where the invitations are, and the options page has none.
 */
export async function showPopup(): Promise<void> {
  try {
    const { id } = await browser.windows.getLastFocused({ windowTypes: ['normal'] });
    // A popup opens in the window that has the focus only, and whoever presses a notification may be elsewhere.
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
    // Without any window there is none for a tab.
    await browser.windows.create({ url });
  }
}
