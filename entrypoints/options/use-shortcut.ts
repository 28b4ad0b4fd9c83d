import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';

/** The keys that open the popup now, as the browser writes them; empty when there are none. */
export async function readShortcut(): Promise<string> {
  // Firefox for Android has no shortcuts.
  const api: typeof browser.commands | undefined = browser.commands;
  const commands = await api?.getAll();
  return commands?.find(({ name }) => name === '_execute_action')?.shortcut ?? '';
}

/** The same, read anew whenever the person comes back to the page: they may have changed it meanwhile. */
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

/** Opens the browser's own page for shortcuts. Only Firefox has a call for it; Chromium refuses a plain link. */
export async function openShortcutSettings(): Promise<void> {
  const { commands } = browser;
  if ('openShortcutSettings' in commands && typeof commands.openShortcutSettings === 'function') {
    await commands.openShortcutSettings();
  } else {
    await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
  }
}
