import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetCycle, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

type Release = 'counted' | 'at_once';

/** Debouncer of one contact: a level is taken over after N equal samples. */
export const debouncer: DesignFamily = {
  category: 'debouncer',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const samples = random.pick([1, 2, 3, 4, 5, 6, 8]);
    const flops = random.pick([0, 1, 2]);
    const release = random.pick<Release>(['counted', 'counted', 'at_once']);
    const ticked = random.chance(0.4);
    const pulses = random.pick<'none' | 'rise' | 'fall' | 'both'>(['none', 'rise', 'fall', 'both']);
    const idle = random.pick<0 | 1>([0, 0, 1]);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const rise = pulses === 'rise' || pulses === 'both';
    const fall = pulses === 'fall' || pulses === 'both';
    const width = bitsFor(samples - 1);
    const active = 1 - idle;
    const moduleName = `debouncer_${samples}`;
    const ports = [
      ...clockPorts(reset),
      ...(ticked ? [input('sample', 1, 'the filter takes a sample at edges with sample = 1')] : []),
      input('noisy', 1, 'contact, bouncing'),
      output('clean', 1, 'debounced level'),
      ...(rise ? [output('rise', 1, '1 for one cycle when clean has become 1')] : []),
      ...(fall ? [output('fall', 1, '1 for one cycle when clean has become 0')] : []),
    ];
    const now = ['noisy', 'synchronised', 'synchronised[1]'][flops] ?? 'noisy';
    const shift = flops === 1 ? 'synchronised <= noisy;' : 'synchronised <= {synchronised[0], noisy};';
    const level = `1'b${idle}`;
    const settled = (condition: string) =>
      release === 'at_once' ? `((${now} == ${level}) || (${condition}))` : `(${condition})`;
    const onReset = lines(
      flops > 0 && `synchronised <= {${flops}{${level}}};`,
      `clean <= ${level};`,
      rise && "rise <= 1'b0;",
      fall && "fall <= 1'b0;",
    );
    const edges = lines(
      rise && `rise <= ${ticked ? 'sample && ' : ''}change && ${now};`,
      fall && `fall <= ${ticked ? 'sample && ' : ''}change && !${now};`,
    );
    const style = (name: string, parts: { declared: string; onReset: string; onClock: string }) => ({
      name,
      rtl: moduleText({
        name: moduleName,
        ports,
        registered: ['clean', 'rise', 'fall'],
        body: lines(
          flops > 0 && `reg ${range(flops)}synchronised;`,
          `${parts.declared}\n`,
          clockedBlock(
            reset,
            lines(onReset, parts.onReset),
            lines(
              flops > 0 && shift,
              edges,
              ticked ? `if (sample) begin\n${indent(parts.onClock, 2)}\nend` : parts.onClock,
            ),
          ),
        ),
      }),
    });
    const enough = literal(width, samples - 1);
    const kept = samples - 1;
    return {
      moduleName,
      parameters: {
        samples,
        synchroniser_flops: flops,
        release,
        sample_enable: ticked,
        pulses,
        idle_level: idle,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a debouncer that takes over a new level after ${counted(samples, 'equal sample')}.`,
        `Write a contact filter: clean follows noisy once ${counted(samples, 'sample')} in a row ${samples === 1 ? 'differs' : 'differ'} from it${release === 'at_once' ? `, and goes back to ${idle} at once` : ''}.`,
        `Build a push-button debouncer with a filter of ${counted(samples, 'sample')}${flops > 0 ? ` behind ${counted(flops, 'synchronising flip-flop')}` : ''}.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `clean${flops > 0 ? ' and the synchronising flip-flops become' : ' becomes'} ${idle}, all earlier samples count as ${idle}${pulses === 'none' ? '' : ', and the pulse outputs become 0'}`,
        ),
        flops === 0
          ? 'noisy is sampled directly, without synchronising flip-flops.'
          : `noisy passes ${counted(flops, 'flip-flop')}, clocked at every rising edge of clk; what the filter samples is noisy as it was ${counted(flops, 'edge')} before.`,
        ticked
          ? 'The filter takes a sample at every rising edge with sample = 1; at other edges it keeps its state.'
          : 'The filter takes a sample at every rising edge.',
        release === 'counted'
          ? `At the edge that takes the ${samples === 1 ? 'first' : `${samples}${['th', 'st', 'nd', 'rd'][samples] ?? 'th'} consecutive`} sample that differs from clean, clean becomes that level.`
          : `At the edge that takes ${samples === 1 ? 'a' : `the ${samples}${['th', 'st', 'nd', 'rd'][samples] ?? 'th'} consecutive`} sample of ${active}, clean becomes ${active}; at an edge that takes a sample of ${idle}, clean becomes ${idle} at once.`,
        ...(pulses === 'none'
          ? []
          : [
              'Pulses are registered: they become 1 at the edge at which clean changes and 0 at the next edge of clk that brings no such change.',
            ]),
      ],
      styles: [
        style('counter', {
          declared: lines(
            `reg ${range(width)}count;`,
            `wire change = (${now} != clean) && ${settled(`count == ${enough}`)};`,
          ),
          onReset: `count <= ${literal(width, 0)};`,
          onClock: `if (${now} == clean) begin
  count <= ${literal(width, 0)};
end else if (change) begin
  clean <= ${now};
  count <= ${literal(width, 0)};
end else begin
  count <= count + ${literal(width, 1)};
end`,
        }),
        style('history', {
          declared: lines(
            kept > 0 && `reg ${range(kept)}history;`,
            `wire change = (${now} != clean)${kept === 0 ? '' : ` && ${settled(`history == {${kept}{~clean}}`)}`};`,
          ),
          onReset: kept > 0 ? `history <= {${kept}{${level}}};` : '',
          onClock: lines(
            kept === 1 && `history <= ${now};`,
            kept > 1 && `history <= {history[${kept - 2}:0], ${now}};`,
            `if (change) clean <= ${now};`,
          ),
        }),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 400,
        model: {
          state: `// How long the samples have been equal, and which level they have.
integer model_run;
reg model_level;
reg model_clean;
reg model_rise;
reg model_fall;
reg [2:0] model_delay;`,
          reset: `model_run = ${samples};
model_level = ${level};
model_clean = ${level};
model_rise = 1'b0;
model_fall = 1'b0;
model_delay = {3{${level}}};`,
          clock: lines(
            "model_rise = 1'b0;\nmodel_fall = 1'b0;",
            ticked ? 'if (sample) begin' : 'begin',
            `  if (${flops === 0 ? 'noisy' : `model_delay[${flops - 1}]`} === model_level) model_run = model_run + 1;
  else begin
    model_level = ~model_level;
    model_run = 1;
  end
  if (model_run >= ${samples}${release === 'at_once' ? ` || model_level == ${level}` : ''}) begin
    model_rise = model_level && !model_clean;
    model_fall = model_clean && !model_level;
    model_clean = model_level;
  end
end`,
            flops > 0 && 'model_delay = model_delay * 2 + noisy;',
          ),
          expected: {
            clean: 'model_clean',
            ...(rise ? { rise: 'model_rise' } : {}),
            ...(fall ? { fall: 'model_fall' } : {}),
          },
        },
        corners: lines(
          ticked && 'sample = 1;',
          `// Bursts of every length up to one more than is needed, from both levels, and again behind a reset.
for (i = 1; i <= ${samples + 1}; i = i + 1) begin
  noisy = 1'b${active};
  repeat (i + ${flops}) tick;
${indent(resetCycle(reset), 2)}
${ticked ? `  sample = 0;\n  repeat (${flops + 1}) tick;\n  sample = 1;\n  repeat (${samples - 1}) tick;` : `  repeat (${samples + flops - 1}) tick;`}
  noisy = 1'b${idle};
  repeat (${samples + flops + 1}) tick;
  noisy = 1'b${active};
  repeat (i) tick;
  noisy = 1'b${idle};
  repeat (${samples + flops + 1}) tick;
  noisy = 1'b${active};
  repeat (${samples + flops + 1}) tick;
  noisy = 1'b${idle};
  repeat (i) tick;
  noisy = 1'b${active};
  repeat (${Math.max(1, samples - 1)}) tick;
  noisy = 1'b${idle};
  repeat (${samples + flops + 1}) tick;
  noisy = 1'b${active};
  repeat (${samples + flops + 1}) tick;
  noisy = 1'b${idle};
  repeat (i) tick;
  noisy = 1'b${active};
  repeat (${samples + flops + 1}) tick;
end
noisy = 1'b${idle};
repeat (${samples + flops + 1}) tick;`,
          ticked &&
            `// The sample that decides is waited for, in both directions.
repeat (2) begin
  noisy = ~noisy;
  repeat (${samples + flops - 1}) tick;
  sample = 0;
  repeat (3) tick;
  sample = 1;
  repeat (2) tick;
end`,
        ),
        drive: lines(
          ticked && 'sample = ($random(seed) & 3) != 0;',
          `if (($random(seed) & ${samples > 4 ? 7 : 3}) == 0) noisy = ~noisy;`,
        ),
      }),
    };
  },
};
