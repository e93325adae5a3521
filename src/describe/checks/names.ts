import { isNameToken, lex, tokenText } from '../../verilog/lexer.ts';
import type { ModuleFacts } from '../module-facts.ts';
import type { DescriptionFault } from './description-fault.ts';

/** Words in capitals or with digits that engineers write of any design. */
const TERMS = new Set(
  (
    'FSM FIFO LIFO RAM ROM SRAM DRAM BRAM AXI AXI4 AHB APB AMBA SPI I2C UART USART CRC CRC32 LFSR MSB LSB MSBs LSBs DFF ALU CPU GPU ' +
    'RTL HDL SR JK BCD PWM DMA FPGA ASIC IO OR AND XOR NOT NOR NAND XNOR MUX DEMUX BUF TFF VGA HDMI PCI USB JTAG CDC PLL ' +
    'DSP FFT FIR IIR AES SHA RSA ECC ASCII HEX GPIO SoC IP IEEE HDLC PS2 MAC PHY TX RX ID OK TRUE FALSE HIGH LOW NOTE MIPS RISC RISC-V ' +
    'SystemVerilog Verilog VHDL Moore Mealy Gray Johnson Galois Fibonacci Karnaugh K-map D Q T CLK RST EN Wishbone README TODO'
  ).split(' '),
);

/** Port-like names that a text speaks of and the module does not have, and directions that it gets wrong. */
export function checkNames(
  description: string,
  facts: ModuleFacts,
  known: ReadonlySet<string>,
): DescriptionFault[] {
  const prose = description.replace(/```[\s\S]*?(?:```|$)/g, '\n');
  const mentioned = new Map<string, string>();
  for (const [name, excerpt] of [
    ...markedNames(prose),
    ...listedNames(prose, facts),
    ...shapedNames(prose),
  ]) {
    if (!mentioned.has(name)) mentioned.set(name, excerpt);
  }
  const unknown = [...mentioned].filter(([name]) => !isKnown(name, facts, known));
  return [
    ...unknown.map(([name, excerpt]) => ({
      check: 'unknown_name' as const,
      weight: 'false' as const,
      reason: `the module has nothing called ${name}`,
      excerpt,
    })),
    ...checkDirections(prose, facts),
  ];
}

function isKnown(name: string, facts: ModuleFacts, known: ReadonlySet<string>): boolean {
  if (facts.words.has(name) || known.has(name) || name === facts.name || TERMS.has(name)) return true;
  // `state_A` may be spoken of as `A`, `S0` as `s0`; a signal is not called by another's letters.
  const lower = name.toLowerCase();
  return facts.fsms.some(({ states }) => states.some((state) => state.toLowerCase().endsWith(lower)));
}

/** Identifiers in code marks. What they hold is lexed, so that `q[3:0]` and `posedge clk` give names. */
function markedNames(prose: string): [string, string][] {
  return [...prose.matchAll(/`([^`\n]+)`/g)].flatMap((match) => {
    const tokens = lex(match[1]!);
    const names: [string, string][] = [];
    for (let index = 0; index < tokens.count; index += 1) {
      if (isNameToken(tokens, index)) names.push([tokenText(tokens, index), match[0]]);
    }
    return names;
  });
}

/** Heads of list items (`- busy: ...`), where most heads of the list are ports. */
function listedNames(prose: string, facts: ModuleFacts): [string, string][] {
  const heads = [
    ...prose.matchAll(
      /^[ \t]*[-*•][ \t]+(?:\*\*)?([A-Za-z_]\w*)(?:\[[^\]]*\])?(?:\*\*)?[ \t]*(?:\(|:|–|—|-[ \t])/gm,
    ),
  ];
  const ports = heads.filter((match) => facts.ports.some(({ name }) => name === match[1]));
  if (ports.length * 2 < heads.length || ports.length < 2) return [];
  return heads.map((match) => [match[1]!, match[0].trim()]);
}

/** Words that only identifiers look like: snake_case, and a declared direction in front of a word in marks or shape. */
function shapedNames(prose: string): [string, string][] {
  const snake = [...prose.matchAll(/(?<![\w$.\\-])([A-Za-z]\w*_\w*[A-Za-z0-9])(?![\w$])/g)];
  const named = [
    ...prose.matchAll(
      /\b(?:port|signal|input|output|register|wire)s?\s+(?:named|called)\s+["'`]?([A-Za-z_]\w*)/gi,
    ),
  ];
  return [...snake, ...named].map((match) => [match[1]!, match[0]]);
}

const DIRECTION = /\b(inputs?|outputs?)\b(?:\s(?:ports?|signals?|named|called))*\s+`?([A-Za-z_][\w$]*)`?/gi;

function checkDirections(prose: string, facts: ModuleFacts): DescriptionFault[] {
  return [...prose.matchAll(DIRECTION)].flatMap((match) => {
    const claimed = match[1]!.toLowerCase().replace(/s$/, '');
    const port = facts.ports.find(({ name }) => name === match[2]);
    // `a` and the like are words as often as ports.
    if (port === undefined || (port.name.length === 1 && !match[0].includes('`'))) return [];
    if (port.direction === claimed || port.direction === 'inout' || port.direction === 'other') return [];
    // "from input x to output", "no input goes": only the plain naming is a claim; "input to y" has a word between.
    return [
      {
        check: 'direction' as const,
        weight: 'false' as const,
        reason: `${port.name} is an ${port.direction}`,
        excerpt: match[0],
      },
    ];
  });
}
