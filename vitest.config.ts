import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** Chosen on two cores, where Vitest would use one worker, although many tests mostly wait. */
const maxWorkers = 2;

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
    // Reloading the code for each file would take as long as the tests. The setup file resets what they share.
    isolate: false,
  },
});

export default defineConfig({
  test: {
    // The groups run one after the other, because Vitest ends a worker when the next file is in another project.
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
          // A third browser would keep two cores so busy that tests miss moments.
          maxWorkers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // The code that drives the browsers is loaded once; each file starts its own browser.
          isolate: false,
        },
      },
    ],
  },
});
