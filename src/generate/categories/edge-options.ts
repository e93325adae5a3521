import type { DesignFamily, DesignInstance, Port } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, counted, lines, literal, moduleText, range } from '../verilog-text.ts';

type EdgeKind = 'rising' | 'falling' | 'any';
/** What an edge does: a pulse of some length, a flag until it is cleared, a level that changes, a count. */
type Reaction = 'pulse' | 'sticky' | 'toggle' | 'count';

/** Edge detectors with synchronisers, long pulses, sticky flags, toggles and counts. */
export const edgeWithOptions: DesignFamily = {
  category: 'edge_detector',
  complexity: 'intermediate',
  draw(random): DesignInstance {
    const kind = random.pick<EdgeKind>(['rising', 'falling', 'any']);
    const flops = random.pick([0, 1, 2]);
    const reaction = random.pick<Reaction>(['pulse', 'sticky', 'toggle', 'count']);
    const length = random.integer(1, 5);
    const edgeWins = random.chance(0.5);
    const enabled = random.chance(0.4);
    const level = random.pick<0 | 1>([0, 0, 1]);
    const bits = random.integer(1, 4);
    const saturating = random.chance(0.5);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const cleared = reaction === 'sticky' || reaction === 'count';
    const width = reaction === 'count' ? bits : 1;
    const timer = bitsFor(length);
    const name = { pulse: 'pulse', sticky: 'flag', toggle: 'level', count: 'edges' }[reaction];
    const moduleName = `edge_${kind}_${reaction}`;
    const ports: Port[] = [
      ...clockPorts(reset),
      ...(enabled ? [input('en', 1, 'edges count only at clock edges with en = 1')] : []),
      input('signal', 1, 'observed signal'),
      ...(cleared ? [input('clear', 1, 'synchronous clear')] : []),
      output(
        name,
        width,
        {
          pulse: `1 for ${counted(length, 'cycle')} after an edge`,
          sticky: 'an edge was there since the last clear',
          toggle: 'changes with every edge',
          count: 'number of edges since the last clear',
        }[reaction],
      ),
    ];
    const now = ['signal', 'synchronised', 'synchronised[1]'][flops] ?? 'signal';
    const compared = {
      rising: `${now} && !previous`,
      falling: `!${now} && previous`,
      any: `${now} != previous`,
    }[kind];
    const other = {
      rising: `{previous, ${now}} == 2'b01`,
      falling: `{previous, ${now}} == 2'b10`,
      any: `previous ^ ${now}`,
    }[kind];
    const gate = (condition: string) => (enabled ? `en && (${condition})` : condition);
    const full = literal(width, 2 ** width - 1);
    const [zero, one] = [literal(width, 0), literal(width, 1)];
    const more = saturating ? `(edges == ${full}) ? edges : edges + ${one}` : `edges + ${one}`;
    const act = {
      pulse:
        length === 1
          ? 'pulse <= edge_seen;'
          : `if (edge_seen) left <= ${literal(timer, length)};\nelse if (left != ${literal(timer, 0)}) left <= left - ${literal(timer, 1)};`,
      sticky: edgeWins
        ? "if (edge_seen) flag <= 1'b1;\nelse if (clear) flag <= 1'b0;"
        : "if (clear) flag <= 1'b0;\nelse if (edge_seen) flag <= 1'b1;",
      toggle: 'if (edge_seen) level <= ~level;',
      count: edgeWins
        ? `if (clear) edges <= edge_seen ? ${one} : ${zero};\nelse if (edge_seen) edges <= ${more};`
        : `if (clear) edges <= ${zero};\nelse if (edge_seen) edges <= ${more};`,
    }[reaction];
    const actOther = {
      pulse: length === 1 ? 'pulse <= edge_seen;' : `recent <= {recent[${length - 2}:0], edge_seen};`,
      sticky: edgeWins ? 'flag <= edge_seen | (flag & ~clear);' : 'flag <= ~clear & (edge_seen | flag);',
      toggle: 'level <= level ^ edge_seen;',
      count: `edges <= clear ? ${edgeWins ? `(edge_seen ? ${one} : ${zero})` : zero} : edge_seen ? ${saturating ? `(&edges ? edges : edges + ${one})` : `edges + ${one}`} : edges;`,
    }[reaction];
    const sync =
      flops === 1
        ? 'synchronised <= signal;'
        : flops === 2
          ? 'synchronised <= {synchronised[0], signal};'
          : '';
    const long = reaction === 'pulse' && length > 1;
    const style = (
      title: string,
      detect: string,
      step: string,
      held: string,
      clear: string,
      shown: string,
    ) => ({
      name: title,
      rtl: moduleText({
        name: moduleName,
        ports,
        registered: long ? [] : [name],
        body: lines(
          flops > 0 && `reg ${range(flops)}synchronised;`,
          'reg previous;',
          long && held,
          `wire edge_seen = ${gate(detect)};`,
          `\n${clockedBlock(
            reset,
            lines(
              flops > 0 && `synchronised <= {${flops}{1'b${level}}};`,
              `previous <= 1'b${level};`,
              long ? clear : `${name} <= ${zero};`,
            ),
            lines(sync, `previous <= ${now};`, step),
          )}`,
          long && `\n${shown}`,
        ),
      }),
    });
    return {
      moduleName,
      parameters: {
        edge: kind,
        synchroniser_flops: flops,
        reaction,
        ...(reaction === 'pulse' ? { length } : {}),
        ...(cleared ? { at_once: edgeWins ? 'edge' : 'clear' } : {}),
        ...(reaction === 'count' ? { width, saturating } : {}),
        enable: enabled,
        level_at_reset: level,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a detector of ${kind === 'any' ? 'rising and falling' : kind} edges of signal that ${{ pulse: `gives a pulse of ${counted(length, 'cycle')}`, sticky: 'sets a flag until it is cleared', toggle: 'changes an output level at each of them', count: 'counts them' }[reaction]}.`,
        `Write a synchronous edge detector (${kind === 'any' ? 'both edges' : `${kind} edge`})${flops > 0 ? ` behind ${counted(flops, 'synchronising flip-flop')}` : ''} with the output ${name}.`,
        `Watch signal with clk and ${{ pulse: 'stretch', sticky: 'remember', toggle: 'show', count: 'count' }[reaction]} every ${kind === 'any' ? 'change' : `${kind} edge`} of it.`,
      ],
      decisions: [
        resetDecision(reset, `${name} becomes 0 and all samples of signal so far count as ${level}`),
        flops === 0
          ? 'signal is sampled at every rising edge of clk; no flip-flop stands before the detector.'
          : `signal passes ${counted(flops, 'flip-flop')}, clocked at every rising edge; the detector sees signal as it was ${counted(flops, 'edge')} before.`,
        `An edge is there at a rising edge of clk at which what the detector sees is ${{ rising: '1 and was 0', falling: '0 and was 1', any: 'another value than' }[kind]} at the rising edge before${enabled ? ', provided that en is 1; with en = 0 it is lost, but the sample is remembered' : ''}.`,
        {
          pulse: `pulse becomes 1 at the clock edge that finds an edge and stays 1 for ${counted(length, 'cycle')}; another edge meanwhile starts the ${counted(length, 'cycle')} anew.`,
          sticky: `flag becomes 1 at the clock edge that finds an edge and stays 1 until a rising edge of clk with clear = 1. If both happen at once, ${edgeWins ? 'flag is 1' : 'flag is 0'} afterwards.`,
          toggle: 'level is inverted at the clock edge that finds an edge.',
          count: `edges goes up by one at the clock edge that finds an edge; ${saturating ? `at ${2 ** width - 1} it stays` : `after ${2 ** width - 1} comes 0`}. clear = 1 at a rising edge makes it 0${edgeWins ? ', or 1 if an edge is found at the same time' : ', also if an edge is found at the same time'}.`,
        }[reaction],
      ],
      styles: [
        style(
          'conditions',
          compared,
          act,
          `reg ${range(timer)}left;`,
          `left <= ${literal(timer, 0)};`,
          `assign pulse = (left != ${literal(timer, 0)});`,
        ),
        style(
          'expressions',
          other,
          actOther,
          `reg [${length - 1}:0] recent;`,
          `recent <= ${literal(length, 0)};`,
          'assign pulse = |recent;',
        ),
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 350,
        model: {
          state: `integer model_output;
integer model_age;
reg model_now;
reg model_before;
reg [2:0] model_delay;
reg model_edge;`,
          reset: `model_output = 0;\nmodel_age = ${length};\nmodel_before = 1'b${level};\nmodel_delay = {3{1'b${level}}};`,
          clock: lines(
            `model_now = ${flops === 0 ? 'signal' : `model_delay[${flops - 1}]`};
model_edge = ${{ rising: 'model_now > model_before', falling: 'model_now < model_before', any: 'model_now !== model_before' }[kind]};${enabled ? '\nif (!en) model_edge = 0;' : ''}
model_before = model_now;
model_delay = model_delay * 2 + signal;`,
            {
              pulse: `model_age = model_edge ? 0 : model_age + 1;\nmodel_output = model_age < ${length};`,
              sticky: `${edgeWins ? 'if (clear) model_output = 0;\nif (model_edge) model_output = 1;' : 'if (model_edge) model_output = 1;\nif (clear) model_output = 0;'}`,
              toggle: 'model_output = (model_output + model_edge) % 2;',
              count: `${edgeWins ? 'if (clear) model_output = 0;\n' : ''}model_output = model_output + model_edge;
if (model_output > ${2 ** width - 1}) model_output = ${saturating ? 2 ** width - 1 : 0};${edgeWins ? '' : '\nif (clear) model_output = 0;'}`,
            }[reaction],
          ),
          expected: { [name]: 'model_output' },
        },
        corners: lines(
          enabled && 'en = 1;',
          `// Levels of every length, more edges than can be counted, and resets on both levels.
for (i = 1; i < ${length + 4}; i = i + 1) begin
  signal = 1;
  repeat (i) tick;
  signal = 0;
  repeat (${length + flops + 2}) tick;
  signal = 1;
  repeat (${length + flops + 2}) tick;
  reset_between_edges;
  repeat (2) tick;
  signal = 0;
  repeat (i) tick;
end
repeat (${2 ** (bits + 1) + 2}) begin
  signal = ~signal;
  tick;
end`,
          enabled &&
            `signal = 1;\nrepeat (${flops + 2}) tick;\nsignal = 0;\nrepeat (${flops + 2}) tick;\nen = 0;\nsignal = 1;\nrepeat (${flops + 2}) tick;\nsignal = 0;\nrepeat (${flops + 2}) tick;\nen = 1;\nrepeat (2) tick;`,
          cleared &&
            'for (i = 0; i < 8; i = i + 1) begin\n  clear = i[0];\n  signal = i[1];\n  tick;\nend\nclear = 0;',
        ),
        drive: lines(
          'signal = $random(seed);',
          enabled && 'en = ($random(seed) & 3) != 0;',
          cleared && `clear = ($random(seed) & ${reaction === 'count' && bits > 2 ? 31 : 7}) == 0;`,
        ),
      }),
    };
  },
};
