import type { Rolldown } from 'vite';

const popup = '/entrypoints/popup/index.html';

/**
 * Puts everything that the popup needs for its first paint into one chunk, what it shares with the options page too: one
 * file compresses better than several, and the browser has it sooner.
 */
export const firstPaintChunk: Rolldown.CodeSplittingGroup = {
  debugName: 'first paint',
  name: (id, modules) => (isStaticPartOfPopup(id, modules) ? 'first' : null),
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
