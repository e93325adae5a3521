import { chart, htmlPage, htmlTable } from './html-page.ts';

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
  const { known, across } = report.repositories;
  const { texts, wordings, nearPairs } = report.specifications;
  return htmlPage('Duplicates', [
    `<p>${report.rows} rows with a design. ${across} of ${known} removed rows with known repositories lie in another`,
    `repository than their keeper. ${texts} descriptions in ${wordings} wordings, ${nearPairs} pairs of them near.</p>`,
    await chart(curveChart(report)),
    await chart(clusterChart(report)),
    htmlTable(['key', 'rows that repeat another'], report.repeated.map(Object.values)),
    htmlTable(['removed by', 'rows'], report.removed.map(Object.values)),
    htmlTable(['cluster size', 'clusters', 'rows'], report.clusters.map(Object.values)),
    htmlTable(['threshold', 'removed', 'of these near'], report.curve.map(Object.values)),
  ]);
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
