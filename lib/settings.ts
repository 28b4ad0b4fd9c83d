import type { Settings } from './schemas';

export type { Settings };

/** How often Cloudflare may be asked, in minutes. */
export const intervals = [1, 5, 15, 30, 60] as const;
/** After how many minutes without use the passphrase is asked for again; null is when the browser was closed. */
export const lockTimes = [null, 15, 60, 480] as const;

export const defaultSettings: Settings = {
  intervalMinutes: 5,
  theme: 'system',
  lockAfterMinutes: null,
  notifications: false,
  quietHours: null,
};
