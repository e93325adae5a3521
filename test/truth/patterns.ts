import { join } from 'node:path';
import { loadVerdictPatterns } from '../../src/truth/verdict-patterns.ts';
import { PROJECT_ROOT } from '../support/quarry.ts';

/** The verdict patterns of the project. */
export const PATTERNS = loadVerdictPatterns(join(PROJECT_ROOT, 'pipelines/verdict-patterns.yaml'));
