import type { TopLevelSpec } from 'vega-lite';
import type { CorpusReport, FunnelRow, LossRow, StopRow } from './corpus-funnel.ts';
import { chart, htmlPage, htmlTable } from './html-page.ts';

type FunnelColumn = readonly [keyof FunnelRow, string];

const FILE_COLUMNS: readonly FunnelColumn[] = [
  ['files', 'files'],
  ['taken', 'taken'],
];

/** The steps of the funnel, in order, as people call them. */
const FUNNEL_STEPS: readonly FunnelColumn[] = [
  ['modules', 'modules'],
  ['compiles_alone', 'compile alone'],
  ['compiles', 'compile with what they need'],
  ['kept', 'kept: compile and may leave'],
  ['synthesizes', 'synthesize'],
  ['simulates', 'simulate like their netlist'],
];

const WIDTH = 560;

/** The report as one HTML file with pictures in it; it loads nothing. */
export async function corpusPage(report: CorpusReport): Promise<string> {
  const { total } = report;
  return htmlPage('From files to modules that stand on their own', [
    `<p>${total.files} files, ${total.taken} taken, ${total.modules} modules (test code is kept apart: ${total.testbenches} more);`,
    `${total.compiles} compile, ${total.kept} of these may leave by the licence policy.</p>`,
    await chart(funnelSpec(total)),
    '<h2>By repository</h2>',
    await chart(repositorySpec(report.repositories.slice(0, 30))),
    funnelTable(report.repositories, FILE_COLUMNS),
    '<h2>By licence</h2>',
    // The licence of a file is told by its modules.
    funnelTable(report.licences, [['files', 'files with modules']]),
    '<h2>Why files and modules were lost</h2>',
    lossTable(report.losses),
    '<h2>What keeps modules that compile from the next level</h2>',
    stopTable(report.stops),
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
      color: { field: 'step', type: 'nominal', sort: null, title: 'compile', legend: { labelLimit: 260 } },
      order: { field: 'order' },
    },
  };
}

function tierSpec({ tiers }: CorpusReport): TopLevelSpec {
  const most = Math.max(0, ...tiers.map(({ n }) => n));
  return {
    data: { values: tiers },
    encoding: {
      y: { field: 'domain', type: 'nominal', title: null },
      x: {
        field: 'tier',
        type: 'nominal',
        title: null,
        axis: { orient: 'top', labelAngle: 0 },
        sort: ['basic', 'intermediate', 'advanced', 'expert', 'not classified'],
      },
    },
    layer: [
      { mark: 'rect', encoding: { color: { field: 'n', type: 'quantitative', legend: null } } },
      {
        mark: 'text',
        encoding: {
          text: { field: 'n', type: 'quantitative' },
          // The colours of many modules are dark.
          color: { condition: { test: `datum.n > ${most / 2}`, value: 'white' }, value: 'black' },
        },
      },
    ],
    config: { view: { discreteWidth: { step: 90 }, discreteHeight: { step: 24 } } },
  };
}

function funnelTable(rows: readonly FunnelRow[], files: readonly FunnelColumn[]): string {
  const columns = [...files, ...FUNNEL_STEPS];
  const body = rows.map((row) => [row.name, ...columns.map(([key]) => row[key])]);
  return htmlTable(['', ...columns.map(([, title]) => title)], body);
}

function lossTable(losses: readonly LossRow[]): string {
  return htmlTable(
    ['', 'repository', 'reason', 'number'],
    losses.slice(0, 100).map(({ what, repo, reason, n }) => [what, repo, reason, n]),
  );
}

function stopTable(stops: readonly StopRow[]): string {
  return htmlTable(
    ['stays at', 'reason', 'modules'],
    stops.slice(0, 100).map(({ evidence, reason, n }) => [evidence, reason, n]),
  );
}
