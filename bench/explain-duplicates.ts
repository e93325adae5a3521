/** A row of a data set: what it is by one key, and what became of it. */
export interface KnownRow {
  /** Its number in the file, from 0. */
  ordinal: number;
  key: string;
  /** Why none of its modules is compared; undefined when they are. */
  rejected: string | undefined;
  modules: KnownModule[];
}

export interface KnownModule {
  key: string;
  /** What the pipeline dropped it by; undefined for one that it keeps. */
  droppedBy: string | undefined;
}

/** A step from duplicates among rows to those among modules that the pipeline reports. */
export interface ExplainedStep {
  kind: string;
  /** Duplicates that come to it, or go. */
  change: number;
  rows: string[];
}

export interface ExplainedDuplicates {
  /** Rows that are not the first of their key. */
  amongRows: number;
  steps: ExplainedStep[];
  /** Modules that the pipeline dropped by the keys that count. */
  reported: number;
}

/**
 * Why rows and modules give different numbers of duplicates: every difference belongs to one kind. `counted` are the
 * keys by which a dropped module counts.
 * @throws Error when the kinds do not add up
 */
export function explainDuplicates(
  rows: readonly KnownRow[],
  counted: ReadonlySet<string>,
): ExplainedDuplicates {
  const steps = new Map<string, ExplainedStep>();
  const note = (kind: string, change: number, of: readonly KnownRow[]): void => {
    if (change === 0) return;
    const step = steps.get(kind) ?? { kind, change: 0, rows: [] };
    step.change += change;
    step.rows.push(of.map(({ ordinal }) => ordinal).join(' = '));
    steps.set(kind, step);
  };
  const rowClasses = groupBy(rows, ({ key }) => key);
  for (const same of rowClasses) noteRowClass(same, note);
  const modules = rows.flatMap((row) => row.modules.map((module) => ({ row, module })));
  const moduleClasses = groupBy(modules, ({ module }) => module.key);
  let reported = 0;
  for (const same of moduleClasses) {
    const kinds = new Map(same.map(({ row }) => [row.key, row]));
    note('the module is the same, the text around it is not', kinds.size - 1, [...kinds.values()]);
    const dropped = same.filter(({ module }) => counted.has(module.droppedBy ?? '')).length;
    const others = same.filter(({ module }) => !counted.has(module.droppedBy ?? '') && module.droppedBy);
    const named = [...new Set(others.map(({ module }) => module.droppedBy))].join(' or ');
    note(`told as ${named}: the best of their class repeats a better one`, dropped - (same.length - 1), [
      ...new Set(others.map(({ row }) => row)),
    ]);
    reported += dropped;
  }
  const amongRows = duplicatesOf(rowClasses);
  const sum = [...steps.values()].reduce((total, { change }) => total + change, amongRows);
  if (sum !== reported) throw new Error(`${sum} duplicates are explained, ${reported} are reported`);
  return { amongRows, steps: [...steps.values()], reported };
}

/** From a class of equal rows to the modules that it gives: rows without any, and rows with several. */
function noteRowClass(
  same: readonly KnownRow[],
  note: (kind: string, change: number, of: readonly KnownRow[]) => void,
): void {
  const compared = same.filter(({ rejected }) => rejected === undefined);
  const lost = same.length - 1 - Math.max(0, compared.length - 1);
  const rejected = same.filter((row) => row.rejected !== undefined);
  // Of a class that is rejected whole, the first row was no duplicate.
  for (const row of rejected.slice(rejected.length - lost)) note(`rejected as ${row.rejected}`, -1, [row]);
  const classes = groupBy(
    compared.flatMap(({ modules }) => modules),
    ({ key }) => key,
  );
  const change = duplicatesOf(classes) - Math.max(0, compared.length - 1);
  note(change < 0 ? 'equal as rows, unlike as modules' : 'equal rows of several modules', change, compared);
}

function duplicatesOf(classes: readonly (readonly unknown[])[]): number {
  return classes.reduce((sum, { length }) => sum + length - 1, 0);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
