import { browser } from 'wxt/browser';

/** A place on the options page: the form that updates a login's credentials, or the help for a forgotten passphrase. */
export type OptionsTarget = { kind: 'login'; connectionId: string } | { kind: 'forgot' };

/** Opens the options page at that place. Reuses the newest tab of this window that shows it, if there is one. */
export async function openOptionsAt(target: OptionsTarget): Promise<void> {
  const page = browser.runtime.getURL('/options.html');
  const hash = target.kind === 'login' ? `login=${encodeURIComponent(target.connectionId)}` : 'forgot';
  const url = `${page}#${hash}`;
  // Needs no permission: an extension may see the addresses of its own pages.
  const open = (await browser.tabs.query({ url: page, currentWindow: true })).at(-1);
  if (open?.id === undefined) await browser.tabs.create({ url });
  else await browser.tabs.update(open.id, { url, active: true });
}

/** The place that the hash of the options page's address names; null if it names none. */
export function targetOf(hash: string): OptionsTarget | null {
  const parameters = new URLSearchParams(hash.slice(1));
  const connectionId = parameters.get('login');
  if (connectionId !== null) return { kind: 'login', connectionId };
  return parameters.has('forgot') ? { kind: 'forgot' } : null;
}
