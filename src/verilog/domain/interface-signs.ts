import type { Domain } from '../../core/domains.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';

/** Ports by which a protocol is known: a module has it that has a port of every role. */
interface PortSignature {
  name: string;
  domain: Domain;
  roles: readonly RegExp[];
  strength: number;
  /** Strength where the module's name does not speak of it: a stream may be only how data comes in. */
  unnamed?: { name: RegExp; strength: number };
  /** Only in modules that do the protocol's work themselves. */
  ownState?: boolean;
}

const PORT_SIGNATURES: readonly PortSignature[] = [
  { name: 'AXI', domain: 'bus_protocol', strength: 84, roles: [/a[wr]_?valid/, /a[wr]_?ready/] },
  {
    name: 'AXI stream',
    domain: 'bus_protocol',
    strength: 84,
    unnamed: { name: /axi|stream/, strength: 66 },
    roles: [/(?:^|_)t_?valid/, /(?:^|_)t_?ready/, /(?:^|_)t_?data/],
  },
  { name: 'APB', domain: 'bus_protocol', strength: 84, roles: [/p_?sel/, /p_?enable/, /p_?write/] },
  { name: 'AHB', domain: 'bus_protocol', strength: 84, roles: [/h_?trans/, /h_?ready/, /h_?addr/] },
  { name: 'Wishbone', domain: 'bus_protocol', strength: 84, roles: [/cyc/, /stb/, /ack/] },
  {
    name: 'SPI',
    domain: 'serial_protocol',
    strength: 83,
    ownState: true,
    roles: [/(?:^|_)s?cl?k/, /mosi|sd[io]|(?:^|_)so/, /miso|sd[io]|cs_?n|ss_?n/],
  },
  { name: 'I2C', domain: 'serial_protocol', strength: 83, ownState: true, roles: [/scl/, /sda/] },
  {
    name: 'UART',
    domain: 'serial_protocol',
    strength: 83,
    ownState: true,
    roles: [/(?:^|_)(?:rxd?|rx_?data|uart_rx|txd?|uart_tx)$/, /baud|(?:^|_)(?:rxd?|txd?)$/],
  },
];

/** Names that speak for a domain where structure allows it; weaker than what structure shows. */
const NAMES: readonly { domain: Domain; strength: number; pattern: RegExp; needsState?: boolean }[] = [
  { domain: 'codec', strength: 71, pattern: /(?:^|_)(?:aes|sha\d*|des|md5|chacha\w*)(?:_|$)|cipher|crypt/ },
  { domain: 'memory', strength: 57, pattern: /(?:^|_)(?:buffer|queue)(?:_|$)/ },
  { domain: 'register', strength: 45, pattern: /(?:^|_)(?:register|reg|dff|skid)(?:_|$)/ },
  { domain: 'serial_protocol', strength: 87, pattern: /uart|(?:^|_)spi(?:_|\d|$)|i2c|(?:^|_)smbus/ },
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
    pattern: /fifo|(?:^|_)(?:s?d?p?ram|rom|mem|cache|regfile|register_file|lifo|stack)(?:_|\d|$)/,
  },
  {
    domain: 'codec',
    strength: 57,
    pattern:
      /enc(?:od|_|$)|dec(?:od|_|$)|gray|parity|crc|hamming|ecc(?:_|$)|8b10b|scrambl|onehot|thermo|lzc|seg7|sbox/,
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
  const ports = PORT_SIGNATURES.flatMap(({ name, domain, roles, strength, unnamed, ownState }) => {
    if (ownState && (registers.size === 0 || structure.instances.length > 0)) return [];
    const met = roles.map((role) => portNames.find((port) => role.test(port)));
    if (met.includes(undefined) || new Set(met).size < met.length) return [];
    const isNamed = unnamed === undefined || unnamed.name.test(moduleName);
    return [
      { domain, strength: isNamed ? strength : unnamed.strength, reason: `${name} ports ${met.join(', ')}` },
    ];
  });
  const names = NAMES.filter(
    ({ pattern, needsState }) => pattern.test(moduleName) && (!needsState || registers.size > 0),
  ).map(({ domain, strength }) => ({ domain, strength, reason: `called ${structure.name}` }));
  return [...ports, ...names];
}
