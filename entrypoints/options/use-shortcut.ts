import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';

/** The current shortcut that opens the popup, as the browser writes it; empty if there is none. */
export async function readShortcut(): Promise<string> {
  // Firefox for Android has no shortcuts.
  const api: typeof browser.commands | undefined = browser.commands;
  const commands = await api?.getAll();
  return commands?.find(({ name }) => name === '_execute_action')?.shortcut ?? '';
}

/** The same, read again whenever the user comes back to the page, because they may have changed it. */
export function useShortcut(first: string): string {
  const [shortcut, setShortcut] = useState(first);
  useEffect(() => {
    const renew = () => readShortcut().then(setShortcut);
    addEventListener('focus', renew);
    document.addEventListener('visibilitychange', renew);
    return () => {
      removeEventListener('focus', renew);
      document.removeEventListener('visibilitychange', renew);
    };
  }, []);
  return shortcut;
}

/** Opens the browser's page for shortcuts. Only Firefox has a call for it; Chromium does not allow a plain link. */
export async function openShortcutSettings(): Promise<void> {
  const { commands } = browser;
  if ('openShortcutSettings' in commands && typeof commands.openShortcutSettings === 'function') {
    await commands.openShortcutSettings();
  } else {
    await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
  }
}
