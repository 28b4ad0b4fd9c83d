import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** On two cores Vitest would use one worker, but the tests mostly wait. */
const maxWorkers = 2;
/** Three keep two cores busy, while two would leave them idle at times. */
const maxBrowsers = 3;

const fromRoot = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Tests of the extension's own code, with a stand-in for the browser. */
const unit = (
  test: Pick<
    NonNullable<TestProjectInlineConfiguration['test']>,
    'name' | 'include' | 'exclude' | 'environment' | 'sequence'
  >,
): TestProjectInlineConfiguration => ({
  plugins: [WxtVitest()],
  resolve: { alias: { '@wxt-dev/browser': fromRoot('tests/unit/support/browser.ts') } },
  test: {
    ...test,
    // So that the alias applies to it.
    server: { deps: { inline: ['@wxt-dev/i18n'] } },
    setupFiles: ['tests/unit/support/setup.ts'],
    testTimeout: 30_000,
    maxWorkers,
    // Reloading the code for each file would take as long as the tests. Shared state is reset before each test.
    isolate: false,
  },
});

export default defineConfig({
  test: {
    // Projects run one after the other, because a worker that changes between them starts again.
    projects: [
      unit({
        name: 'unit',
        include: ['tests/unit/**/*.test.ts'],
        exclude: ['tests/unit/components/**'],
        sequence: { groupOrder: 0 },
      }),
      unit({
        name: 'components',
        include: ['tests/unit/components/**/*.test.ts'],
        environment: 'happy-dom',
        sequence: { groupOrder: 1 },
      }),
      {
        resolve: { alias: { '@': fromRoot('.') } },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          sequence: { groupOrder: 2 },
          testTimeout: 20_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'packages',
          include: ['tests/packages/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          testTimeout: 120_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'setup',
          include: ['tests/setup/**/*.test.ts'],
          sequence: { groupOrder: 3 },
          testTimeout: 20_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          sequence: { groupOrder: 4 },
          maxWorkers: maxBrowsers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The code that drives the browsers is loaded once; each file starts its own browser.
          isolate: false,
        },
      },
    ],
  },
});
