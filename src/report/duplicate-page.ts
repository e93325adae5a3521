/** What `quarry dup report` says. Counts are rows unless named otherwise. */
export interface DuplicateReport {
  rows: number;
  /** Rows whose text, tokens, ... stand in another row too, without the first of each: rows minus distinct keys. */
  repeated: { key: string; rows: number }[];
  /** Rows that were removed, by what they repeat their keeper. */
  removed: { key: string; rows: number }[];
  /** Keepers by the number of rows that they stand for, themselves counted. */
  clusters: { size: string; clusters: number; rows: number }[];
  /** Of the removed rows whose repository and keeper's repository are known, those where they differ. */
  repositories: { known: number; across: number };
  /** What each threshold would remove: all rows, and those of them by near similarity alone. */
  curve: { threshold: number; removed: number; near: number }[];
  /** Texts of descriptions, wordings of them (case, punctuation and layout aside), pairs of near wordings. */
  specifications: { texts: number; wordings: number; nearPairs: number };
}

/** The report as one HTML page with its curve and cluster sizes as SVG; no scripts, nothing is fetched. */
export async function duplicatePage(report: DuplicateReport): Promise<string> {
  const charts = await Promise.all([chart(curveChart(report)), chart(clusterChart(report))]);
  const tables = [
    table(['key', 'rows that repeat another'], report.repeated.map(Object.values)),
    table(['removed by', 'rows'], report.removed.map(Object.values)),
    table(['cluster size', 'clusters', 'rows'], report.clusters.map(Object.values)),
    table(['threshold', 'removed', 'of these near'], report.curve.map(Object.values)),
  ];
  const { known, across } = report.repositories;
  const { texts, wordings, nearPairs } = report.specifications;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Duplicates</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0}td,th{border:1px solid #ccc;padding:.2rem .6rem;text-align:right}
svg{max-width:100%;height:auto}</style></head><body>
<h1>Duplicates</h1>
<p>${report.rows} rows with a design. ${across} of ${known} removed rows with known repositories lie in another repository
than their keeper. ${texts} descriptions in ${wordings} wordings, ${nearPairs} pairs of them near.</p>
${charts.map((svg) => `<figure>${svg}</figure>`).join('\n')}
${tables.join('\n')}
</body></html>
`;
}

function table(headers: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${String(cell)}</${tag}>`).join('')}</tr>`;
  return `<table>${line(headers, 'th')}${rows.map((row) => line(row, 'td')).join('')}</table>`;
}

function curveChart({ curve }: DuplicateReport): object {
  return {
    title: 'Rows that each threshold would remove',
    width: 640,
    height: 280,
    data: { values: curve },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'threshold', type: 'quantitative', scale: { zero: false }, title: 'Jaccard threshold' },
      y: { field: 'removed', type: 'quantitative', title: 'rows removed' },
    },
  };
}

function clusterChart({ clusters }: DuplicateReport): object {
  return {
    title: 'Clusters by size',
    width: 640,
    height: 220,
    data: { values: clusters },
    mark: 'bar',
    encoding: {
      x: { field: 'size', type: 'nominal', sort: null, title: 'rows in the cluster' },
      y: { field: 'clusters', type: 'quantitative', title: 'clusters' },
    },
  };
}

/** Vega draws to SVG text by itself; it is loaded only when a page is asked for. */
async function chart(spec: object): Promise<string> {
  const [{ compile }, vega] = await Promise.all([import('vega-lite'), import('vega')]);
  const runtime = vega.parse(compile(spec as Parameters<typeof compile>[0]).spec);
  return new vega.View(runtime, { renderer: 'none' }).toSVG();
}
