import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';
import { expect, it } from 'vitest';
import { launchChromium } from '../harness/chromium';
import type { ApiServer } from '../harness/chromium-args';
import { launchFirefox } from '../harness/firefox';
import { timeCases } from '../support/times';
import { type AnyExtension, type BrowserName, stageWith } from './stage';
import { useStage } from './use-stage';

const file = 'lib/cloudflare/time.ts';
/** A zone in which a time without a zone, read as local, would be four hours late. */
const env = { TZ: 'America/New_York' };

/** Tests how one browser parses times, because no two engines parse all of them alike. */
export function testTimes(browser: BrowserName): void {
  const launch = (api: ApiServer): Promise<AnyExtension> =>
    browser === 'chromium' ? launchChromium({ api, env }) : launchFirefox({ api, env });
  const stage = useStage(() => stageWith(launch));

  it('every form of a time is parsed as in Node, in the time zone of New York', async () => {
    const { code } = await transformWithOxc(readFileSync(file, 'utf8'), file);
    // Runs as a plain script, because not every page can import, and the test runner would rewrite a function.
    const script = code.replaceAll(/^export /gm, '');
    const page = await stage().extension.browser.newPage();
    expect(await page.evaluate(() => new Date(Date.UTC(2026, 9, 1)).getTimezoneOffset())).toBe(240);
    const values = timeCases.map(([value]) => value);
    const read = await page.evaluate(
      `(() => { ${script}; return ${JSON.stringify(values)}.map(readTime); })()`,
    );
    expect(read).toEqual(timeCases.map(([, atMs]) => atMs));
    await page.close();
  });
}
