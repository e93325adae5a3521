import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { realModules } from '../../bench/real-modules.ts';
import { createRandom } from '../../src/core/random.ts';
import { exactKeys } from '../../src/dedupe/exact-keys.ts';
import { jaccard } from '../../src/dedupe/jaccard.ts';
import { shingleSet } from '../../src/dedupe/shingles.ts';
import { lex } from '../../src/verilog/lexer.ts';
import { DISGUISES } from '../support/plant-answer.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';

const modules = existsSync(join(PROJECT_ROOT, '../shared/data')) ? await realModules([]) : [];

/** Modules whose text a disguise itself spoils: a macro renamed in one place only, an address taken for a comment. */
const SPOILT = 0.003;

/** What may find a real module under a disguise: the key that should, or its shingles. */
const FOUND_BY = [
  ['re-commented', 'tokens', false],
  ['re-indented', 'tokens', false],
  ['renamed', 'renamed', false],
  ['ports reordered', 'ports', true],
] as const;

test.each(FOUND_BY)(
  '%s: real modules are found by the key %s',
  { skip: modules.length === 0 },
  (name, key, near) => {
    const random = createRandom(name);
    const missed = modules.filter((text) => {
      const changed = DISGUISES[name]!(text, random);
      if (exactKeys(lex(changed))[key] === exactKeys(lex(text))[key]) return false;
      return !near || jaccard(shingleSet(changed, 'code'), shingleSet(text, 'code'), 0.7) === 0;
    });
    console.log(`${name}: ${modules.length - missed.length} of ${modules.length} found`);
    expect(missed.length).toBeLessThanOrEqual(SPOILT * modules.length);
  },
);
