import path from 'node:path';
import type { Plugin } from 'vite';

/** For each script of a build, how long the part of each module in it was before it was minified. */
export type ModulesOf = Map<string, Map<string, number>>;

/** A plugin that notes in `modulesOf` of which modules the scripts are made; it changes nothing. */
export function noteModules(modulesOf: ModulesOf): Plugin {
  return {
    name: 'note-modules',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const modules = Object.entries(chunk.modules);
        modulesOf.set(
          chunk.fileName,
          new Map(modules.map(([id, { renderedLength }]) => [id, renderedLength])),
        );
      }
    },
  };
}

/** What a module is called in a list: a package as a whole, one of our own files by its path. */
export function moduleName(id: string): string {
  const file = path.relative('.', id.replace(/^\0/, '').replace(/\?.*$/, '')).split(path.sep).join('/');
  const [, inPackage] = file.split(/(?:^|\/)node_modules\/(?!.*\/node_modules\/)/);
  if (inPackage === undefined) return file;
  return `${inPackage.split('/', inPackage.startsWith('@') ? 2 : 1).join('/')} (package)`;
}
