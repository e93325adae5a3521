import type { TopLevelSpec } from 'vega-lite';
import type { CorpusReport, FunnelRow, LossRow } from './corpus-funnel.ts';
import { chart, htmlPage, htmlTable } from './html-page.ts';

/** The steps of the funnel, in order, as people call them. */
const FUNNEL_STEPS: readonly [keyof FunnelRow, string][] = [
  ['modules', 'modules'],
  ['compiles_alone', 'compile alone'],
  ['compiles', 'compile with what they need'],
  ['synthesizes', 'synthesize'],
  ['simulates', 'simulate like their netlist'],
  ['kept', 'kept: compile and may leave'],
];

const WIDTH = 560;

/** The report as one HTML file with pictures in it; it loads nothing. */
export async function corpusPage(report: CorpusReport): Promise<string> {
  const { total } = report;
  return htmlPage('From files to modules that stand on their own', [
    `<p>${total.files} files, ${total.taken} taken, ${total.modules} modules, ${total.testbenches} modules of test code kept`,
    `apart; ${total.compiles} modules compile, ${total.kept} of these may leave by the licence policy.</p>`,
    await chart(funnelSpec(total)),
    '<h2>By repository</h2>',
    await chart(repositorySpec(report.repositories.slice(0, 30))),
    funnelTable(report.repositories),
    '<h2>By licence</h2>',
    funnelTable(report.licences),
    '<h2>Why files and modules were lost</h2>',
    lossTable(report.losses),
    '<h2>Tier and domain of what is kept</h2>',
    await chart(tierSpec(report)),
  ]);
}

function funnelSpec(total: FunnelRow): TopLevelSpec {
  return {
    width: WIDTH,
    data: { values: FUNNEL_STEPS.map(([key, step]) => ({ step, n: total[key] })) },
    mark: 'bar',
    encoding: {
      y: { field: 'step', type: 'nominal', sort: null, title: null, axis: { labelLimit: 260 } },
      x: { field: 'n', type: 'quantitative', title: 'modules' },
    },
  };
}

function repositorySpec(rows: readonly FunnelRow[]): TopLevelSpec {
  const values = rows.flatMap(({ name, modules, compiles_alone, compiles }) => [
    { name, step: 'alone', n: compiles_alone },
    { name, step: 'only with what they need', n: Math.max(0, compiles - compiles_alone) },
    { name, step: 'not at all', n: modules - compiles },
  ]);
  return {
    width: WIDTH,
    data: { values },
    mark: 'bar',
    encoding: {
      y: { field: 'name', type: 'nominal', sort: null, title: null, axis: { labelLimit: 260 } },
      x: { field: 'n', type: 'quantitative', title: 'modules' },
      color: { field: 'step', type: 'nominal', sort: null, title: 'compile' },
      order: { field: 'order' },
    },
  };
}

function tierSpec({ tiers }: CorpusReport): TopLevelSpec {
  return {
    data: { values: tiers },
    mark: 'rect',
    encoding: {
      y: { field: 'domain', type: 'nominal', title: null },
      x: {
        field: 'tier',
        type: 'nominal',
        title: null,
        sort: ['basic', 'intermediate', 'advanced', 'expert', 'not classified'],
      },
      color: { field: 'n', type: 'quantitative', title: 'modules' },
    },
    config: { view: { step: 26 } },
  };
}

function funnelTable(rows: readonly FunnelRow[]): string {
  const head = ['', 'files', 'taken', ...FUNNEL_STEPS.map(([, step]) => step)];
  const body = rows.map((row) => [row.name, row.files, row.taken, ...FUNNEL_STEPS.map(([key]) => row[key])]);
  return htmlTable(head, body);
}

function lossTable(losses: readonly LossRow[]): string {
  return htmlTable(
    ['', 'repository', 'reason', 'number'],
    losses.slice(0, 100).map(({ what, repo, reason, n }) => [what, repo, reason, n]),
  );
}
