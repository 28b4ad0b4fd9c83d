import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gzippedSize, sizeLimits } from '../../scripts/lib/sizes';

const packages = path.join('.output', 'packages');

describe('size limits', () => {
  it.each([
    ['popup.html', sizeLimits['popup.html']],
    ['background.js', sizeLimits['background.js']],
    ['options.html', sizeLimits['options.html']],
  ] as const)('%s loads at most %i bytes of scripts and styles', (entry, limit) => {
    const bytes = gzippedSize(path.join('.output', 'chrome-mv3'), entry);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThanOrEqual(limit);
  });

  it('the popup loads no schema, because the worker has checked what it shows', () => {
    const chunks = path.join('.output', 'chrome-mv3', 'chunks');
    const [popup = ''] = readdirSync(chunks).filter((name) => name.startsWith('popup-'));
    expect(readFileSync(path.join(chunks, popup), 'utf8')).not.toContain('ZodMini');
  });

  // Half of it is the 15 languages.
  it('the zip for the Chrome Web Store has at most 300 kB', () => {
    const [zip = ''] = readdirSync(packages).filter((name) => name.endsWith('-chrome.zip'));
    expect(statSync(path.join(packages, zip)).size).toBeLessThanOrEqual(300_000);
  });
});
