import type { StageContext } from '../../engine/stage.ts';
import { decideLicence, type LicenceStatement } from '../../licences/decide-licence.ts';
import type { LicenceFinding } from '../../licences/header-licence.ts';
import { expressionKind, readExpression } from '../../licences/licence-expression.ts';
import type { NamedProfile } from '../../licences/licence-policy.ts';
import { freezePending } from '../../warehouse/pending-batches.ts';
import type { SqlRow, Warehouse } from '../../warehouse/warehouse.ts';
import type { HeaderFact } from './headers-task.ts';
import { type RepositoryLicence, RepositoryStatements } from './repository-statements.ts';

/** Files decided and stored at once. */
const BATCH = 1024;

/** Current files without a decision; values: version, policy key. */
export const PENDING_DECISIONS = `
  SELECT repository_id, revision, file_id FROM curated.corpus_files
  ANTI JOIN (
    SELECT file_id, revision FROM fact.licence_decisions WHERE version = ? AND policy_key = ?
  ) USING (file_id, revision)
  WHERE sha256 IS NOT NULL`;

interface FileToDecide extends HeaderFact {
  file_id: string;
  repository_id: string;
  revision: string;
  path: string;
  claimed_licence: string | null;
}

/** Decides over every current file that has no decision under this profile; returns how many these were. */
export async function decideFiles(
  { warehouse, progress }: StageContext,
  version: number,
  profile: NamedProfile,
): Promise<number> {
  const pending = await freezePending<FileToDecide>(warehouse, {
    name: 'licence_decisions',
    query: PENDING_DECISIONS,
    values: [version, profile.key],
    read: `
      SELECT file_id, repository_id, revision, path, sha256, claimed_licence, spdx, kind, wording, text,
        start_offset, end_offset
      FROM pending JOIN curated.corpus_files USING (repository_id, revision, file_id)
      JOIN (FROM fact.file_licences WHERE version = ${version}) USING (sha256)
      ORDER BY position`,
    batch: BATCH,
  });
  let repository = '';
  let statements = new RepositoryStatements([]);
  let done = 0;
  for await (const files of pending.batches()) {
    const rows: SqlRow[] = [];
    for (const file of files) {
      // Files come repository by repository, so one repository's texts are held at a time.
      const { repository_id, revision } = file;
      if (repository !== repository_id) statements = await readStatements(warehouse, file, version);
      repository = repository_id;
      rows.push({ file_id: file.file_id, revision, version, ...decisionRow(file, statements, profile) });
    }
    await warehouse.append('fact.licence_decisions', ['file_id', 'revision', 'version', 'policy_key'], rows);
    done += files.length;
    progress.step({ stage: 'licence', done, total: pending.count, unit: 'files' });
  }
  return pending.count;
}

async function readStatements(
  warehouse: Warehouse,
  { repository_id, revision }: FileToDecide,
  version: number,
): Promise<RepositoryStatements> {
  const licences = await warehouse.rows<RepositoryLicence>(
    `SELECT path, spdx, kind, wording, text, text_sha256 FROM fact.repository_licences
     WHERE repository_id = ? AND revision = ? AND version = ? ORDER BY path`,
    [repository_id, revision, version],
  );
  return new RepositoryStatements(licences);
}

function decisionRow(file: FileToDecide, repository: RepositoryStatements, profile: NamedProfile): SqlRow {
  const said = [headerOf(file), ...repository.of(file.path), ...claimOf(file)];
  const { decision, reason, statement } = decideLicence(said, profile);
  return {
    sha256: file.sha256,
    policy_key: profile.key,
    spdx: statement?.finding.spdx ?? null,
    kind: statement?.finding.kind ?? 'unknown',
    decided_by: statement?.by ?? 'none',
    evidence_path: statement?.path ?? null,
    evidence_sha256: statement?.sha256 ?? null,
    evidence_text: statement?.finding.text ?? null,
    start_offset: statement?.finding.start ?? null,
    end_offset: statement?.finding.end ?? null,
    decision,
    reason,
  };
}

function headerOf({
  path,
  sha256,
  spdx,
  kind,
  wording,
  text,
  start_offset,
  end_offset,
}: FileToDecide): LicenceStatement {
  const finding = { spdx, kind, wording, text, start: start_offset, end: end_offset };
  return { by: 'header', finding, path, sha256 };
}

/** What a data set claims of a row. A claim that is no SPDX name is a licence that nobody has looked at. */
function claimOf({ claimed_licence: claim }: FileToDecide): LicenceStatement[] {
  if (claim === null || /^(?:no[_ -]?licen[cs]e|unknown|none|noassertion)$/i.test(claim)) return [];
  const spdx = readExpression(claim) ?? null;
  const finding: LicenceFinding = {
    spdx,
    kind: spdx === null ? 'unlisted' : expressionKind(spdx),
    wording: `claim ${claim}`,
    text: claim,
    start: 0,
    end: claim.length,
  };
  return [{ by: 'claim', finding, path: null, sha256: null }];
}
