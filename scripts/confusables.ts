import { writeFileSync } from 'node:fs';
import { confusablesJson } from './lib/confusables';

/**
 * Generates lib/cautions/confusables.json from the installed unhomoglyph. Run it when that version changes.
 *
 *   tsx scripts/confusables.ts
 */
writeFileSync('lib/cautions/confusables.json', confusablesJson());
