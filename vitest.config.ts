import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

/** On two cores Vitest would use one worker, but the tests mostly wait. */
const maxWorkers = 2;

const fromRoot = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        resolve: { alias: { '@wxt-dev/browser': fromRoot('tests/unit/support/browser.ts') } },
        test: {
          name: 'unit',
          // So that the alias applies to it.
          server: { deps: { inline: ['@wxt-dev/i18n'] } },
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/unit/support/setup.ts'],
          testTimeout: 30_000,
          maxWorkers,
          // Reloading the code for each file would take as long as the tests. Shared state is reset before each test.
          isolate: false,
        },
      },
      {
        resolve: { alias: { '@': fromRoot('.') } },
        test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], testTimeout: 20_000, maxWorkers },
      },
      {
        test: {
          name: 'packages',
          include: ['tests/packages/**/*.test.ts'],
          testTimeout: 120_000,
          maxWorkers,
        },
      },
      { test: { name: 'setup', include: ['tests/setup/**/*.test.ts'], testTimeout: 20_000, maxWorkers } },
      {
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          // Runs after the rest, with two browsers at a time: more would slow each other down.
          sequence: { groupOrder: 1 },
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
