import type { Warehouse } from '../warehouse/warehouse.ts';

/** How far the modules of a part of the corpora got. Each number is a part of the one before, but for `testbenches`. */
export interface FunnelRow {
  /** A repository or a licence; `all` for the whole. */
  name: string;
  files: number;
  /** Files that the filters let pass; test code among them. */
  taken: number;
  testbenches: number;
  modules: number;
  compiles_alone: number;
  /** With the files that they need. */
  compiles: number;
  synthesizes: number;
  simulates: number;
  /** Compile, and may leave by the licence policy. */
  kept: number;
}

/** Why files or modules were lost. */
export interface LossRow {
  what: 'file' | 'module';
  repo: string;
  reason: string;
  n: number;
}

/** What keeps modules that compile from the next level of evidence. */
export interface StopRow {
  /** The level that they stay at. */
  evidence: string;
  reason: string;
  n: number;
}

export interface CorpusReport {
  total: FunnelRow;
  repositories: FunnelRow[];
  licences: FunnelRow[];
  losses: LossRow[];
  stops: StopRow[];
  tiers: { tier: string; domain: string; n: number }[];
}

/** Reads the funnel from files to kept modules, by repository and by licence, with the reasons of loss. */
export async function readCorpusReport(warehouse: Warehouse): Promise<CorpusReport> {
  return {
    total: await readCorpusTotal(warehouse),
    repositories: await funnel(warehouse, 'repo', 'repo'),
    // A file's licence is known by its modules; files without any are not counted by licence.
    licences: await funnel(warehouse, "coalesce(licence, 'unknown')", undefined),
    losses: await readLosses(warehouse),
    stops: await readStops(warehouse),
    tiers: (await warehouse.rows(
      `SELECT coalesce(tier, 'not classified') AS tier, coalesce(domain, 'not classified') AS domain, count(*)::INTEGER AS n
       FROM report.modules WHERE decision = 'kept' GROUP BY ALL ORDER BY ALL`,
    )) as unknown as CorpusReport['tiers'],
  };
}

/** The funnel of all corpora together. */
export async function readCorpusTotal(warehouse: Warehouse): Promise<FunnelRow> {
  const [total] = await funnel(warehouse, "'all'", "'all'");
  return total ?? EMPTY;
}

const EMPTY: FunnelRow = {
  name: 'all',
  files: 0,
  taken: 0,
  testbenches: 0,
  modules: 0,
  compiles_alone: 0,
  compiles: 0,
  synthesizes: 0,
  simulates: 0,
  kept: 0,
};

async function funnel(
  warehouse: Warehouse,
  moduleName: string,
  fileName: string | undefined,
): Promise<FunnelRow[]> {
  const files =
    fileName === undefined
      ? `SELECT name, count(DISTINCT (repo, path))::INTEGER AS files, count(DISTINCT (repo, path))::INTEGER AS taken
         FROM (SELECT ${moduleName} AS name, repo, path FROM report.modules) GROUP BY name`
      : `SELECT ${fileName} AS name, count(*)::INTEGER AS files,
           count(*) FILTER (decision <> 'rejected')::INTEGER AS taken
         FROM report.sources GROUP BY 1`;
  const rows = await warehouse.rows(
    `WITH files AS (${files}), modules AS (
       SELECT ${moduleName} AS name,
         count(*) FILTER (decision = 'testbench')::INTEGER AS testbenches,
         count(*) FILTER (decision <> 'testbench')::INTEGER AS modules,
         count(*) FILTER (decision <> 'testbench' AND compiles_alone)::INTEGER AS compiles_alone,
         count(*) FILTER (decision <> 'testbench' AND compiles_closure)::INTEGER AS compiles,
         count(*) FILTER (decision <> 'testbench' AND evidence IN ('synthesizes', 'simulates'))::INTEGER AS synthesizes,
         count(*) FILTER (decision <> 'testbench' AND evidence = 'simulates')::INTEGER AS simulates,
         count(*) FILTER (decision = 'kept')::INTEGER AS kept
       FROM report.modules GROUP BY 1)
     SELECT name, files, taken, coalesce(testbenches, 0) AS testbenches, coalesce(modules, 0) AS modules,
       coalesce(compiles_alone, 0) AS compiles_alone, coalesce(compiles, 0) AS compiles,
       coalesce(synthesizes, 0) AS synthesizes, coalesce(simulates, 0) AS simulates, coalesce(kept, 0) AS kept
     FROM files LEFT JOIN modules USING (name) ORDER BY modules DESC, name`,
  );
  return rows as unknown as FunnelRow[];
}

async function readLosses(warehouse: Warehouse): Promise<LossRow[]> {
  // Reasons name files and signals; what stands before the colon is what can be counted.
  const rows = await warehouse.rows(
    `SELECT what, repo, reason, count(*)::INTEGER AS n FROM (
       SELECT 'file' AS what, repo, coalesce(reason, 'no reason') AS reason FROM report.sources WHERE decision = 'rejected'
       UNION ALL
       SELECT 'module', repo,
         CASE WHEN starts_with(reason, 'licence: ') THEN 'licence of the file or of a companion' ELSE coalesce(reason, 'no reason') END
       FROM report.modules WHERE decision = 'rejected')
     GROUP BY ALL ORDER BY n DESC, what, repo, reason`,
  );
  return rows as unknown as LossRow[];
}

async function readStops(warehouse: Warehouse): Promise<StopRow[]> {
  // As with losses, names are left out; of what Yosys says, those in quotes.
  const rows = await warehouse.rows(
    `SELECT m.evidence, CASE WHEN starts_with(p.reason, 'does not synthesize: ')
         THEN regexp_replace(p.reason, '\`[^\`'']*[\`'']', '...', 'g') ELSE split_part(p.reason, ':', 1) END AS reason,
       count(*)::INTEGER AS n
     FROM curated.modules AS m JOIN fact.proofs AS p USING (bundle_sha256, top)
     WHERE p.configuration = (SELECT value FROM meta.current WHERE name = 'prove')
       AND p.reason IS NOT NULL AND m.decision <> 'testbench'
     GROUP BY ALL ORDER BY n DESC, evidence, reason`,
  );
  return rows as unknown as StopRow[];
}
