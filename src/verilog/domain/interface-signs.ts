import type { Domain } from '../../core/domains.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';

/** Ports by which a protocol is known: each pattern must be met by so many distinct ports. */
const PORT_SIGNATURES: readonly { name: string; domain: Domain; pattern: RegExp; least: number }[] = [
  {
    name: 'AXI',
    domain: 'bus_protocol',
    pattern: /(?:^|_)(?:aw|ar|w|r|b)_?(?:valid|ready)(?:_|$)|axi\w*_(?:aw|ar|w|r|b)/,
    least: 3,
  },
  { name: 'AXI stream', domain: 'bus_protocol', pattern: /t(?:valid|ready|data|last)(?:_|$)/, least: 3 },
  {
    name: 'APB',
    domain: 'bus_protocol',
    pattern: /(?:^|_)p(?:sel|enable|write|ready|addr)(?:x|_|$)/,
    least: 3,
  },
  {
    name: 'AHB',
    domain: 'bus_protocol',
    pattern: /(?:^|_)h(?:sel|trans|ready|write|addr|burst)(?:_|$|in|out)/,
    least: 3,
  },
  {
    name: 'Wishbone',
    domain: 'bus_protocol',
    pattern: /(?:^|_)(?:i_|o_)?(?:wb_?)?(?:cyc|stb|ack|sel|stall)(?:_[io])?$|wb_\w*(?:cyc|stb|ack)/,
    least: 3,
  },
  {
    name: 'SPI',
    domain: 'serial_protocol',
    pattern: /(?:^|_)(?:sclk|sck|mosi|miso|ss_?n?|cs_?n)(?:_|$)/,
    least: 2,
  },
  { name: 'I2C', domain: 'serial_protocol', pattern: /(?:^|_)(?:scl|sda)(?:_|$)/, least: 2 },
  { name: 'UART', domain: 'serial_protocol', pattern: /uart|(?:^|_)(?:rxd?|txd?|baud\w*)$/, least: 1 },
];

/** Names that speak for a domain where structure allows it; weaker than what structure shows. */
const NAMES: readonly { domain: Domain; strength: number; pattern: RegExp; needsState?: boolean }[] = [
  { domain: 'serial_protocol', strength: 87, pattern: /uart|spi_|_spi|^spi|i2c|(?:^|_)smbus/ },
  {
    domain: 'bus_protocol',
    strength: 86,
    pattern: /(?:^|_)(?:axi|axil|axis|ahb|apb|wb|wishbone|avalon|tlul|obi)(?:_|\d|$)/,
  },
  {
    domain: 'controller',
    strength: 74,
    pattern: /arbiter|(?:^|_)arb(?:_|$)|ctrl|control|scheduler|sequencer|dispatch/,
    needsState: true,
  },
  {
    domain: 'memory',
    strength: 73,
    pattern: /fifo|(?:^|_)(?:s?d?p?ram|rom|cache|regfile|register_file|lifo|stack)(?:_|\d|$)/,
  },
  {
    domain: 'codec',
    strength: 57,
    pattern:
      /enc(?:od|_|$)|dec(?:od|_|$)|gray|parity|crc|hamming|ecc(?:_|$)|8b10b|scrambl|onehot|thermo|lzc|seg7|sbox|aes|sha/,
  },
  { domain: 'counter', strength: 56, pattern: /count|timer|(?:^|_)cnt/, needsState: true },
  {
    domain: 'arithmetic',
    strength: 56,
    pattern:
      /(?:^|_)(?:add(?:er)?|sub|mul(?:t|tiplier)?|div(?:ider)?|alu|mac|fir|fpu|sqrt|cordic|dsp|popcount)(?:_|\d|$)/,
  },
  {
    domain: 'clocking',
    strength: 65,
    pattern: /clk_?(?:div|gat|mux|gen)|clock_?(?:div|gat|mux|gen)|pll|mmcm/,
  },
  { domain: 'reset', strength: 65, pattern: /(?:^|_)(?:rst|reset)(?:_|$|gen|sync|ctrl)/ },
  { domain: 'mux_demux', strength: 51, pattern: /(?:^|_)(?:de)?mux|crossbar|xbar|switch/ },
  { domain: 'edge_detector', strength: 66, pattern: /edge_?(?:det|pulse|prop)|pulse_?det/, needsState: true },
  { domain: 'shift_register', strength: 59, pattern: /shift_?reg|lfsr|(?:^|_)[sp]i[sp]o/, needsState: true },
];

/** What ports and names say of a module's domain. */
export function interfaceSigns({ portNames, moduleName, registers, structure }: ModuleView): DomainSign[] {
  const ports = PORT_SIGNATURES.flatMap(({ name, domain, pattern, least }) => {
    const met = portNames.filter((port) => pattern.test(port));
    if (met.length < least) return [];
    return [
      {
        domain,
        strength: domain === 'bus_protocol' ? 84 : 83,
        reason: `${name} ports ${met.slice(0, 4).join(', ')}`,
      },
    ];
  });
  const names = NAMES.filter(
    ({ pattern, needsState }) => pattern.test(moduleName) && (!needsState || registers.size > 0),
  ).map(({ domain, strength }) => ({ domain, strength, reason: `called ${structure.name}` }));
  return [...ports, ...names];
}
