/**
 * A Chromium that can load an unpacked extension, as a full path.
 * @throws Error when CHROMIUM_PATH names no program
 */
export function findChromium(): string | undefined;

/**
 * A Firefox, as a full path.
 * @throws Error when FIREFOX_PATH names no program
 */
export function findFirefox(): string | undefined;
