import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { cautionsOf } from '@/lib/cautions/cautions';
import { confusablesJson } from '../../../scripts/lib/confusables';

it('confusables.json is what scripts/confusables.ts generates from the installed unhomoglyph', () => {
  expect(readFileSync('lib/cautions/confusables.json', 'utf8')).toBe(confusablesJson());
});

it.each([
  ['letters that pass for a sign', 'CꞏlꞏoꞏuꞏdꞏfꞏlꞏaꞏrꞏeꞏGroup', 'someone@example.com', 'imitates-cloudflare'],
  ['a sign beyond ASCII', 'C₤oud₤are', 'someone@example.com', 'imitates-cloudflare'],
  ['a letter whose plain form looks otherwise', 'Aϲme', 'someone@example.com', 'mixed-scripts'],
  ['letters known by their plain form', 'Acme', 'x@𝐩𝐚𝐲𝐩𝐚𝐥.com', 'inviter-domain'],
])('holds %s', (_, organizationName, invitedBy, caution) => {
  expect(cautionsOf({ organizationName, invitedBy })).toContain(caution);
});
