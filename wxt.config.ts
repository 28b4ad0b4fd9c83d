import path from 'node:path';
import { mergeConfig } from 'vite';
import { defineConfig } from 'wxt';
import { compileSchemas } from './scripts/lib/compile-schemas';
import { eagerFunctions } from './scripts/lib/eager-functions';
import { firstPaintChunk } from './scripts/lib/first-paint-chunk';
import { plainImports } from './scripts/lib/plain-imports';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  'connect-src https://api.cloudflare.com',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The oldest browsers that it runs in: from these on, CSS has light-dark(), and people can decline what is collected. */
const oldest = { chrome: '123', firefox: '142' };

/** The worker is one file, which is smallest with its functions together, and few of them inlined. */
const workerBuild = {
  terserOptions: {
    compress: { hoist_funs: true, inline: 1, pure_getters: true, toplevel: true, unsafe_arrows: true },
    toplevel: true,
  },
};
const pagesBuild = { rolldownOptions: { output: { codeSplitting: { groups: [firstPaintChunk] } } } };

export default defineConfig({
  modules: ['@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  // Every import is written out, so that a reader sees where a name comes from.
  imports: false,
  manifestVersion: 3,
  autoIcons: { baseIconPath: 'public/icon.svg', sizes: [16, 24, 32, 48, 64, 96, 128] },
  vite: () => ({
    plugins: [compileSchemas(), plainImports()],
    resolve: { alias: { '@wxt-dev/browser': path.resolve('lib/browser.ts') } },
    // The polyfill for <link rel=modulepreload> would only add bytes: every supported browser has it.
    build: {
      target: Object.entries(oldest).map(([browser, version]) => browser + version),
      modulePreload: {
        polyfill: false,
        resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
      },
      // After Vite's own, which has shortened the names: each finds what the other leaves, 3 % together. Only libraries
      // warn on the console.
      minify: 'terser',
      terserOptions: {
        compress: { passes: 3, ecma: 2020, pure_funcs: ['console.warn'] },
        mangle: false,
        ecma: 2020,
      },
      rolldownOptions: { output: { minify: true } },
    },
  }),
  hooks: {
    'vite:build:extendConfig': (entrypoints, config) => {
      const isWorker = entrypoints.every(({ type }) => type === 'background');
      const ours = isWorker ? { build: workerBuild } : { build: pagesBuild, plugins: [eagerFunctions()] };
      Object.assign(config, mergeConfig(config, ours));
    },
  },
  manifest: ({ browser }) => ({
    name: '__MSG_extension_name__',
    short_name: 'Invites',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: ['storage', 'alarms'],
    optional_permissions: ['notifications'],
    host_permissions: ['https://api.cloudflare.com/*'],
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+I' } } },
    action: { default_title: '__MSG_extension_name__' },
    content_security_policy: { extension_pages: contentSecurityPolicy },
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'extension@invites-for-cloudflare',
              strict_min_version: `${oldest.firefox}.0`,
              data_collection_permissions: { required: ['authenticationInfo'] },
            },
          },
        }
      : {
          minimum_chrome_version: oldest.chrome,
          // Firefox has storage.managed too, but no schema for it.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
