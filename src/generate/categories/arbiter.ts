import type { DesignFamily, DesignInstance } from '../design-family.ts';
import { input, output } from '../port.ts';
import { clockedBlock, clockPorts, drawReset, resetDecision, resetParameters } from '../reset.ts';
import { clockedTestbench } from '../testbench/clocked-testbench.ts';
import { bitsFor, indent, lines, literal, moduleText, range } from '../verilog-text.ts';

type Policy = 'fixed' | 'round_robin';

/** Arbiter: fixed priority or round robin, grant held or decided anew at every edge, with or without index. */
export const arbiter: DesignFamily = {
  category: 'arbiter',
  complexity: 'advanced',
  draw(random): DesignInstance {
    const count = random.integer(2, 6);
    const policy = random.pick<Policy>(['fixed', 'round_robin', 'round_robin']);
    const ascending = random.chance(0.5);
    const held = random.chance(0.5);
    const indexed = random.chance(0.5);
    const flagged = random.chance(0.5);
    const enabled = random.chance(0.3);
    const reset = drawReset(random);
    const seed = random.integer(1, 9999);

    const [top, width] = [count - 1, bitsFor(count - 1)];
    const moduleName = `arbiter_${policy}_${count}`;
    const ports = [
      ...clockPorts(reset),
      ...(enabled ? [input('en', 1, 'grants are given anew only while en is 1')] : []),
      input('req', count, 'requests, one bit a requester'),
      output('grant', count, 'one-hot grant, 0 while nobody is granted'),
      ...(indexed ? [output('index', width, 'number of the granted requester, 0 while nobody is')] : []),
      ...(flagged ? [output('busy', 1, '1 while somebody is granted')] : []),
    ];
    const none = literal(count, 0);
    const rotating = policy === 'round_robin';
    const order = ascending ? 'ascending' : 'descending';
    const places = Array.from({ length: count }, (_, place) => (ascending ? place : top - place));
    const oneHot = (place: number) => literal(count, 2 ** place);
    const bit = (place: number) => `req[${place}]`;
    // Requesters in the order in which they are asked when `last` was granted last.
    const after = (last: number) =>
      places.map((_, step) =>
        ascending ? (last + 1 + step) % count : (last + 2 * count - 1 - step) % count,
      );
    const chainOf = (sequence: readonly number[], between: string) =>
      `${sequence.map((place) => `${bit(place)} ? ${oneHot(place)} :`).join(between)} ${none}`;
    const initial = ascending ? top : 0;
    const keeps = held && `(grant & req) != ${none}`;
    const choose = lines(`grant <= chosen;`, rotating && `if (chosen != ${none}) last <= chosen_index;`);
    const body = enabled
      ? `if (en) begin\n${indent(choose, 2)}\nend else begin\n  grant <= ${none};\nend`
      : choose;
    const clocked = keeps === false ? body : `if (!keep) begin\n${indent(body, 2)}\nend`;
    const onReset = lines(`grant <= ${none};`, rotating && `last <= ${literal(width, initial)};`);
    const shown = (index: string) =>
      lines(indexed && `assign index = ${index};`, flagged && `assign busy = (grant != ${none});`);
    const encoded = (vector: string) => {
      const bits = Array.from({ length: width }, (_, place) => {
        const members = places.filter((one) => (one >> place) % 2 === 1).sort((one, other) => one - other);
        return members.map((one) => `${vector}[${one}]`).join(' | ');
      }).toReversed();
      return width === 1 ? (bits[0] ?? '') : `{${bits.join(', ')}}`;
    };
    const frame = (declared: string, rest: string) =>
      moduleText({
        name: moduleName,
        ports,
        registered: ['grant'],
        body: lines(
          rotating && `reg ${range(width)}last;`,
          keeps !== false && `wire keep = (${keeps});`,
          `${declared}\n`,
          clockedBlock(reset, onReset, clocked),
          rest !== '' && `\n${rest}`,
        ),
      });
    return {
      moduleName,
      parameters: {
        requesters: count,
        policy,
        order,
        held,
        index_output: indexed,
        busy_output: flagged,
        enable: enabled,
        ...resetParameters(reset),
      },
      ports,
      summaries: [
        `Design a ${rotating ? 'round-robin' : 'fixed-priority'} arbiter for ${count} requesters.`,
        `Write an arbiter that grants one of ${count} requests at a time, ${rotating ? 'each requester in its turn' : `the ${ascending ? 'lowest' : 'highest'} number first`}.`,
        `Build a ${count}-way arbiter with registered one-hot grants, ${held ? 'held while the request lasts' : 'decided anew at every clock edge'}.`,
      ],
      decisions: [
        resetDecision(
          reset,
          `grant becomes 0${rotating ? ` and the search starts at requester ${ascending ? 0 : top}` : ''}`,
        ),
        'grant is registered: it changes at rising edges of clk only, according to req before the edge.',
        rotating
          ? `A free arbiter grants the first request in ${order} order, beginning with the requester ${ascending ? 'above' : 'below'} the one granted last; ${ascending ? `behind ${top} comes 0` : `behind 0 comes ${top}`}.`
          : `A free arbiter grants the request with the ${ascending ? 'lowest' : 'highest'} number.`,
        held
          ? 'While the granted requester keeps its request at 1, the grant stays. At an edge at which it does not, the next grant is decided at once, so nobody waits an idle cycle.'
          : 'The grant is decided anew at every rising edge, also while the granted request lasts.',
        ...(enabled
          ? [
              `At a rising edge with en = 0 no new grant is given and grant becomes 0${held ? ', but a grant whose request lasts stays' : ''}.`,
            ]
          : []),
        'Without a request to grant, grant is 0.',
        ...(rotating ? ['Edges that grant nobody do not move the place where the search begins.'] : []),
        ...(indexed ? ['index is combinational from grant.'] : []),
        ...(flagged ? ['busy is combinational from grant.'] : []),
      ],
      styles: [
        {
          name: 'priority_chains',
          rtl: frame(
            rotating
              ? `reg [${top}:0] chosen;
wire ${range(width)}chosen_index = ${encoded('chosen')};

always @* begin
  case (last)
${places
  .toSorted((one, other) => one - other)
  .map((last) => `    ${literal(width, last)}: chosen = ${chainOf(after(last), ' ')};`)
  .join('\n')}
    default: chosen = ${none};
  endcase
end`
              : `wire [${top}:0] chosen = ${chainOf(places, '\n  ')};`,
            shown(encoded('grant')),
          ),
        },
        {
          name: 'search_loop',
          rtl: frame(
            `reg [${top}:0] chosen;
${rotating ? `reg ${range(width)}chosen_index;\n` : ''}integer step;
integer place;

always @* begin
  chosen = ${none};
${rotating ? '  chosen_index = last;\n' : ''}  for (step = ${count}; step > 0; step = step - 1) begin
    place = ${rotating ? (ascending ? `(last + step) % ${count}` : `(last + ${2 * count} - step) % ${count}`) : ascending ? 'step - 1' : `${count} - step`};
    if (req[place]) begin
      chosen = ${literal(count, 1)} << place;
${rotating ? `      chosen_index = place;\n` : ''}    end
  end
end`,
            shown(encoded('grant')),
          ),
        },
      ],
      testbench: clockedTestbench({
        moduleName,
        ports,
        reset,
        seed,
        randomCycles: 400,
        model: {
          state: `// Who is granted (-1: nobody) and who was last.
integer model_owner;
integer model_last;
integer model_step;
integer model_place;`,
          reset: `model_owner = -1;\nmodel_last = ${initial};`,
          clock: `if (${held ? '!(model_owner >= 0 && req[model_owner])' : '1'}) begin
  model_owner = -1;
  model_place = ${rotating ? 'model_last' : ascending ? top : 0};
  for (model_step = 0; model_step < ${count}; model_step = model_step + 1) begin
    model_place = model_place ${ascending ? '+ 1' : '- 1'};
    if (model_place > ${top}) model_place = 0;
    if (model_place < 0) model_place = ${top};
    if (model_owner < 0 && req[model_place]${enabled ? ' && en' : ''}) model_owner = model_place;
  end
  if (model_owner >= 0) model_last = model_owner;
end`,
          expected: {
            grant: `(model_owner < 0) ? ${none} : (${literal(count, 1)} << model_owner)`,
            ...(indexed ? { index: `(model_owner < 0) ? 0 : model_owner` } : {}),
            ...(flagged ? { busy: 'model_owner >= 0' } : {}),
          },
        },
        corners: lines(
          enabled && 'en = 1;',
          `// Everybody asks, then each alone, then every pair of request words behind each other.
req = {${count}{1'b1}};
repeat (${count + 2}) tick;
for (i = 0; i < ${count}; i = i + 1) begin
  req = ${literal(count, 1)} << i;
  repeat (2) tick;
  req = 0;
  tick;
  req = {${count}{1'b1}};
  tick;
  req = ~(${literal(count, 1)} << i);
  repeat (2) tick;
end
for (i = 0; i < ${2 ** count}; i = i + 1) begin
  req = i;
  tick;
  req = ~i;
  tick;
end`,
          enabled &&
            `req = {${count}{1'b1}};\nen = 0;\nrepeat (2) tick;\nreq = 0;\ntick;\nreq = {${count}{1'b1}};\ntick;\nen = 1;\ntick;`,
        ),
        drive: lines(
          held
            ? `req = (($random(seed) & 3) == 0) ? $random(seed) : req & $random(seed) | $random(seed) & $random(seed);`
            : 'req = $random(seed);',
          enabled && 'en = ($random(seed) & 7) != 0;',
        ),
      }),
    };
  },
};
