import { defineConfig } from 'wxt';

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

/** The oldest supported browsers, the first in which extensions can list the keys of their storage. */
const oldest = { chrome: '130', firefox: '143' };

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module', '@wxt-dev/auto-icons'],
  // Imports are explicit, so that readers see where a name comes from.
  imports: false,
  manifestVersion: 3,
  autoIcons: { baseIconPath: 'public/icon.svg', sizes: [16, 24, 32, 48, 64, 96, 128] },
  hooks: {
    // Built together, each page would load a second, shared script with code that only the other needs.
    'entrypoints:grouped': (_, groups) => {
      const apart = groups.flatMap((group) => (Array.isArray(group) ? group.map((page) => [page]) : [group]));
      groups.splice(0, groups.length, ...apart);
    },
  },
  vite: () => ({
    plugins: [
      {
        // If it were imported as CommonJS, every browser API would be copied, and so loaded, at each start.
        name: 'polyfill-as-module',
        transform: (code, id) =>
          id.endsWith('/browser-polyfill.js')
            ? `const module = { exports: {} }, { exports } = module;\n${code}\nexport default module.exports;`
            : undefined,
      },
    ],
    build: {
      target: Object.entries(oldest).map(([browser, version]) => browser + version),
      // All supported browsers know module preloads.
      modulePreload: { polyfill: false },
      // Makes Chromium compile everything at once, not function by function: the popup paints a tenth sooner.
      rollupOptions: { output: { postBanner: '//# allFunctionsCalledOnLoad' } },
    },
  }),
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
            gecko_android: { strict_min_version: `${oldest.firefox}.0` },
          },
        }
      : {
          minimum_chrome_version: oldest.chrome,
          // Firefox has storage.managed too, but no schema for it.
          storage: { managed_schema: 'managed-schema.json' },
        }),
  }),
});
