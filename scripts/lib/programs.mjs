import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} file
 * @returns {boolean} whether this is a file that may be run
 */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Looks a program up the way a shell does.
 * @param {string} name
 * @returns {string | undefined} its full path
 */
export function findProgram(name) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return undefined;
}

/**
 * Ubuntu's browser packages are small scripts that hand over to a snap, which sees neither a profile in
 * the temporary folder nor, when the snap is missing, anything at all.
 * @param {string} file
 * @returns {boolean}
 */
export function isSnap(file) {
  if (process.platform !== 'linux') return false;
  if (file.startsWith('/snap/')) return true;
  const start = Buffer.alloc(2048);
  const handle = openSync(file, 'r');
  try {
    const head = start.toString('latin1', 0, readSync(handle, start));
    return head.startsWith('#!') && head.includes('/snap/');
  } finally {
    closeSync(handle);
  }
}
