import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** What a profile is made to say before the browser starts. */
export interface ProfileSettings {
  extensionId: string;
  /** Shows the extension's icon in the toolbar itself. */
  pinned?: boolean;
  colorScheme?: 'light' | 'dark';
  lang?: string;
  /**
   * Optional permissions that the person gave once before: asked for again, the browser gives them without its
   * question, which no test can answer.
   */
  grantedBefore?: readonly string[];
}

/** Chromium marks an extension that a debugger loaded with this bit, and forgets it at the next start. */
const FORGOTTEN_AT_RESTART = 1 << 15;

const Extensions = z.looseObject({
  settings: z.record(z.string(), z.looseObject({ creation_flags: z.number().optional() })).default({}),
});
const Preferences = z.looseObject({
  browser: z.looseObject({}).default({}),
  extensions: Extensions.default({ settings: {} }),
  intl: z.looseObject({}).default({}),
});

/**
 * Writes the settings into a profile, new or used. An extension that a used profile has loaded stays
 * installed, so that the next start is a real restart of the browser rather than a first install.
 */
export function prepareProfile(
  userDataDir: string,
  { extensionId, pinned, colorScheme, lang, grantedBefore }: ProfileSettings,
): void {
  const file = path.join(userDataDir, 'Default', 'Preferences');
  const preferences = Preferences.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const { browser, extensions, intl } = preferences;

  extensions['ui'] = { developer_mode: true };
  const entry = extensions.settings[extensionId] ?? {};
  if (entry.creation_flags !== undefined) entry.creation_flags &= ~FORGOTTEN_AT_RESTART;
  if (grantedBefore) {
    entry['runtime_granted_permissions'] = { api: grantedBefore };
    extensions.settings[extensionId] = entry;
  }
  if (pinned) extensions['pinned_extensions'] = [extensionId];
  if (colorScheme) {
    const value = colorScheme === 'dark' ? 2 : 1;
    browser['theme'] = { color_scheme: value, color_scheme2: value };
  }
  if (lang) Object.assign(intl, { accept_languages: lang, selected_languages: lang });

  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(preferences));
}

/** A profile of one run. */
export interface TemporaryProfile {
  userDataDir: string;
  /** Removes it also when the process exits early; to be called once the browser's own exit handler is there. */
  removeAtExit(): void;
  remove(): Promise<void>;
}

/** Makes a new, empty profile in the temporary folder. */
export function temporaryProfile(): TemporaryProfile {
  const userDataDir = mkdtempSync(path.join(os.tmpdir(), 'invites-chromium-'));
  const removeNow = () => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 10 });
  return {
    userDataDir,
    removeAtExit: () => process.once('exit', removeNow),
    async remove() {
      // The browser's last processes may still be writing when the first one has gone.
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      process.off('exit', removeNow);
    },
  };
}
