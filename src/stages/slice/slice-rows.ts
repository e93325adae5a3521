import type { SlicedOutput } from '../../truth/slices/slice-design.ts';
import type { SqlRow } from '../../warehouse/warehouse.ts';

/** What is stored of a sliced design: itself, and a row an output. */
export interface SliceRows {
  design: SqlRow;
  slices: SqlRow[];
}

interface SlicedDesign {
  rtl: string;
  configuration: string;
  seconds: number;
  result: readonly SlicedOutput[] | { problem: string };
}

/** The fact rows of one design. */
export function sliceRows({ rtl, configuration, seconds, result }: SlicedDesign): SliceRows {
  const key = { rtl_sha256: rtl, configuration };
  if ('problem' in result) {
    const reason = result.problem;
    return {
      design: { ...key, outcome: 'unsliced', reason, outputs: 0, proved: 0, seconds },
      slices: [],
    };
  }
  const proved = result.filter(({ proof }) => proof?.outcome === 'proved').length;
  return {
    design: { ...key, outcome: 'sliced', reason: null, outputs: result.length, proved, seconds },
    slices: result.map((one, position) => ({ ...key, position, ...sliceRow(one) })),
  };
}

function sliceRow({ module, slice, proof, coupled, givenUp }: SlicedOutput): SqlRow {
  const spans = slice.files.flatMap((file, index) => file.spans.map((span) => ({ file: index, ...span })));
  return {
    module,
    signal: slice.output,
    level: slice.level,
    proof: proof?.outcome ?? 'not_tried',
    method: proof?.method ?? null,
    bound: proof?.bound ?? null,
    assumptions: JSON.stringify(proof?.assumptions ?? []),
    reason: proof?.reason ?? null,
    spans: JSON.stringify(spans),
    coupled: JSON.stringify(coupled.map(({ output, through }) => ({ signal: output, through }))),
    given_up: JSON.stringify(givenUp),
  };
}
