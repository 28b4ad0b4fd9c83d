import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** Settings to write into a profile before the browser starts. */
export interface ProfileSettings {
  extensionId: string;
  /** Shows the extension's icon in the toolbar itself. */
  pinned?: boolean;
  colorScheme?: 'light' | 'dark';
  lang?: string;
  /**
   * Optional permissions that the user granted once before. When they are requested again, the browser grants them
   * without its prompt, which tests cannot answer.
   */
  grantedBefore?: readonly string[];
}

/** Chromium marks extensions that a debugger loaded with this bit, and removes them at the next start. */
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
 * Writes the settings into a new or used profile. An extension that was loaded in a used profile stays installed, so
 * that the next start is a real restart and not a new install.
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

/** A profile for one run. */
export interface TemporaryProfile {
  userDataDir: string;
  /** Also deletes it if the process exits early. Must be called after the browser has added its own exit handler. */
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
      // Other browser processes may still be writing after the main one has exited.
      await rm(userDataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      process.off('exit', removeNow);
    },
  };
}
