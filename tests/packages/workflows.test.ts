import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = '.github/workflows';

it('pins every action to a commit hash, because tags can be moved', () => {
  const uses = readdirSync(folder).flatMap((file) =>
    Array.from(
      readFileSync(`${folder}/${file}`, 'utf8').matchAll(/uses: *(\S+)/g),
      ([, action = '']) => action,
    ),
  );
  expect(uses.length).toBeGreaterThan(0);
  expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
});
