import type { Plugin } from 'vite';

/**
 * Leaves `import()` as it is written. Vite wraps it in a helper that loads a chunk's styles and preloads what it
 * imports: a kilobyte in the first paint's way, for chunks that have no styles and are loaded from disk.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) =>
      id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : null,
  };
}
