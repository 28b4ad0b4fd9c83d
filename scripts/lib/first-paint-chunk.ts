import type { Rolldown } from 'vite';

const popup = '/entrypoints/popup/index.html';

/**
 * Puts everything that the popup needs for its first paint and shares with something else into one chunk: two files
 * compress better than five, and the browser has them sooner.
 */
export const firstPaintChunk: Rolldown.CodeSplittingGroup = {
  debugName: 'first paint',
  minShareCount: 2,
  name: (id, modules) => (isStaticPartOfPopup(id, modules) ? 'shared' : null),
};

/** Whether the popup imports module `id`, itself or through others, without `import()`. */
function isStaticPartOfPopup(
  id: string,
  modules: Rolldown.ChunkingContext,
  seen = new Set<string>(),
): boolean {
  if (id.endsWith(popup)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const importers = modules.getModuleInfo(id)?.importers ?? [];
  return importers.some((importer) => isStaticPartOfPopup(importer, modules, seen));
}
