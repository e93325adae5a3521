import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { ALL_CATEGORIES } from '../../src/generate/category.ts';
import { ALL_FAMILIES } from '../../src/generate/families.ts';
import { portDisagreements } from '../../src/generate/port-disagreements.ts';
import { specify } from '../../src/generate/specification.ts';
import { LAYOUTS } from '../../src/generate/specification-layouts.ts';
import { specifiedPorts } from '../../src/generate/specified-ports.ts';
import { loadParser } from '../../src/verilog/parser.ts';

beforeAll(async () => {
  await loadParser();
});

describe.each(Object.entries(LAYOUTS))('layout %s', (_, layout) => {
  it.each(ALL_CATEGORIES)('states every port and decision of %s', (category) => {
    const design = ALL_FAMILIES[category].draw(createRandom(`layout/${category}`));
    const text = layout(design, design.summaries[0]);
    expect(text).toContain(design.summaries[0]);
    expect(text).toContain(design.moduleName);
    for (const decision of design.decisions) expect(text).toContain(decision);
    for (const port of design.ports)
      expect(text.replaceAll(',', ';')).toContain(port.description.replaceAll(',', ';'));
    expect(specifiedPorts(text)).toEqual(
      design.ports.map(({ name, direction, width }) => ({ name, direction, width })),
    );
  });
});

describe('portDisagreements', () => {
  const design = ALL_FAMILIES.mux.draw(createRandom('ports'));
  const text = LAYOUTS.table(design, design.summaries[0]);
  const specified = (description: string) => specify(ALL_FAMILIES.mux, design, description).specification;
  const { rtl } = design.styles[0];

  it('finds none in a design of a family', () => {
    expect(portDisagreements(specified(text), rtl)).toEqual([]);
  });

  it.each([
    ['width', rtl.replace(/output wire (\[\d+:0\] )?y/, 'output wire [98:0] y')],
    ['direction', rtl.replace('output wire', 'input wire')],
    ['name', rtl.replace(/\by\b/g, 'z')],
    ['order', rtl.replace(/(input wire .*,\n)( *input wire .*,\n)/, '$2$1')],
  ])('finds another %s in RTL', (_, changed) => {
    expect(changed).not.toBe(rtl);
    const [found, ...more] = portDisagreements(specified(text), changed);
    expect(found).toMatch(/^ports disagree: the RTL declares .* where the specification lists /);
    expect(more).toEqual([]);
  });

  it('finds a port that the text leaves out', () => {
    const without = text.replace(/^\| y \|.*\n/m, '');
    expect(without).not.toBe(text);
    expect(portDisagreements(specified(without), rtl)).toEqual([
      expect.stringMatching(/^ports disagree: the text names .* where the specification lists .* y$/),
    ]);
  });

  it('finds that the module is missing', () => {
    expect(portDisagreements(specified(text), 'module other; endmodule')).toEqual([
      `ports disagree: the RTL holds no module \`${design.moduleName}\``,
    ]);
  });
});
