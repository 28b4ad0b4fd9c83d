import { browser } from 'wxt/browser';
import { parse } from '../parse';
import { noPolicy, type Policy } from '../policy';
import { policySchema } from '../schemas';

/** What the administrator has set. */
export async function readPolicy(): Promise<Policy> {
  // Firefox rejects where no administrator has set anything.
  const managed = await browser.storage.managed.get(null).catch(() => ({}));
  return parse(policySchema, managed)?.value ?? noPolicy;
}

/** Calls back when the administrator changed something, where the browser tells; returns what stops it. */
export function onPolicyChanged(listener: () => void): () => void {
  browser.storage.managed.onChanged.addListener(listener);
  return () => browser.storage.managed.onChanged.removeListener(listener);
}
