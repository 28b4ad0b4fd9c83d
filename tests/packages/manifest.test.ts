import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const Manifest = z.looseObject({
  manifest_version: z.number(),
  permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  content_security_policy: z.record(z.string(), z.string()),
  minimum_chrome_version: z.string().optional(),
  browser_specific_settings: z
    .object({
      gecko: z.object({
        id: z.string(),
        strict_min_version: z.string(),
        data_collection_permissions: z.record(z.string(), z.array(z.string())),
      }),
      gecko_android: z.object({ strict_min_version: z.string() }),
    })
    .optional(),
});

/** Keys that would extend what the extension may do. New ones must be documented first. */
const wideningKeys = [
  'optional_host_permissions',
  'content_scripts',
  'web_accessible_resources',
  'externally_connectable',
  'chrome_url_overrides',
  'devtools_page',
  'sandbox',
];

/** The first table of docs/manifest.md: one row for each key, one column for each browser, values in backquotes. */
function documented(browser: string): Record<string, string[]> {
  const [table = ''] = readFileSync('docs/manifest.md', 'utf8').match(/(^\|.*\n)+/m) ?? [];
  const [head = [], , ...rows] = table.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const column = head.indexOf(browser);
  return Object.fromEntries(
    rows
      .filter((row) => row.length > 1)
      .map((row) => [
        row[1]?.replaceAll('`', ''),
        Array.from((row[column] ?? '').matchAll(/`([^`]+)`/g), ([, value = '']) => value),
      ]),
  );
}

describe.each([
  ['Chrome', 'chrome-mv3'],
  ['Edge', 'edge-mv3'],
  ['Firefox', 'firefox-mv3'],
])('the manifest for %s', (browser, folder) => {
  const manifest = Manifest.parse(JSON.parse(readFileSync(`.output/${folder}/manifest.json`, 'utf8')));
  const { gecko, gecko_android } = manifest.browser_specific_settings ?? {};

  it('matches docs/manifest.md exactly', () => {
    expect({
      manifest_version: [String(manifest.manifest_version)],
      permissions: manifest.permissions,
      optional_permissions: manifest.optional_permissions,
      host_permissions: manifest.host_permissions,
      content_security_policy: Object.entries(manifest.content_security_policy).flatMap(([pages, policy]) =>
        policy
          .split('; ')
          .map((directive) => (pages === 'extension_pages' ? directive : `${pages}: ${directive}`)),
      ),
      'minimum version': [gecko?.strict_min_version ?? manifest.minimum_chrome_version ?? 'none'],
      'minimum version on Android': gecko_android ? [gecko_android.strict_min_version] : [],
      'gecko id': gecko ? [gecko.id] : [],
      data_collection_permissions: Object.entries(gecko?.data_collection_permissions ?? {}).flatMap(
        ([necessity, kinds]) => kinds.map((kind) => `${necessity}: ${kind}`),
      ),
    }).toEqual(documented(browser));
  });

  it('has no other keys that extend what it may do', () => {
    expect(wideningKeys.filter((key) => key in manifest)).toEqual([]);
  });
});
