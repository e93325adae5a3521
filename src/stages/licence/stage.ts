import type { Stage, StageContext, StageOutcome } from '../../engine/stage.ts';
import { loadLicenceProfile } from '../../licences/licence-policy.ts';
import { setCurrent } from '../../warehouse/current.ts';
import { decideFiles, PENDING_DECISIONS } from './decide-files.ts';
import { projectFile } from './project-file.ts';
import { readHeaders } from './read-headers.ts';
import { readRepositoryTexts } from './read-repository-texts.ts';

/** Raised when the same text would be read or judged otherwise. */
const VERSION = 2;

export interface LicenceParameters {
  /** Policy file, relative to the project. */
  policy: string;
  profile: string;
}

/** Finds the licence of every current corpus file and decides under a policy whether it may be exported. */
export const licenceStage: Stage<LicenceParameters> = {
  name: 'licence',
  version: VERSION,
  scope: 'document',
  summary: 'find licences in headers and repositories',
  reads: ['curated.corpus_files', 'raw.repository_texts', 'raw.documents'],
  writes: ['fact.file_licences', 'fact.repository_licences', 'fact.licence_decisions'],
  parameters: {
    type: 'object',
    additionalProperties: false,
    properties: {
      policy: { type: 'string', default: 'pipelines/licence-policy.yaml' },
      profile: { type: 'string', default: 'permissive' },
    },
  },
  plan: async ({ warehouse, projectRoot }, { policy, profile }) => {
    const { key } = loadLicenceProfile(projectFile(projectRoot, policy), profile);
    const total = await warehouse.count(`SELECT count(*) FROM (${FILES})`);
    const todo = await warehouse.count(`SELECT count(*) FROM (${PENDING_DECISIONS})`, [VERSION, key]);
    return { todo, done: total - todo, why: `files without a decision of version ${VERSION} under ${key}` };
  },
  run: findLicences,
};

const FILES = 'SELECT file_id FROM curated.corpus_files WHERE sha256 IS NOT NULL';

async function findLicences(
  context: StageContext,
  { policy, profile: name }: LicenceParameters,
): Promise<StageOutcome> {
  const { warehouse, projectRoot } = context;
  const profile = loadLicenceProfile(projectFile(projectRoot, policy), name);
  await setCurrent(warehouse, 'licence', String(VERSION));
  await setCurrent(warehouse, 'licence_policy', profile.key);
  await Promise.all([readHeaders(context, VERSION), readRepositoryTexts(context, VERSION)]);
  const added = await decideFiles(context, VERSION, profile);
  const counts = await warehouse.rows<{ licence_decision: string; files: bigint }>(
    'SELECT licence_decision, count(*) AS files FROM curated.file_licences GROUP BY ALL',
  );
  const count = (decision: string): number =>
    Number(counts.find((row) => row.licence_decision === decision)?.files ?? 0);
  const [kept, rejected] = [count('allowed'), count('refused')];
  const notes = [`profile ${name}: ${kept} allowed, ${rejected} refused`];
  return { rowsIn: kept + rejected, kept, rejected, added, notes };
}
