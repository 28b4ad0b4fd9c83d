import type { Browser } from 'wxt/browser';

declare const self: { browser?: typeof Browser; chrome: typeof Browser };

/**
 * The extension's API, which the build puts in the place of WXT's own: that one looks for `runtime` first, and this alone
 * takes Chromium a millisecond in every page.
 */
export const browser = self.browser ?? self.chrome;
