import type { Domain } from '../../core/domains.ts';
import type { DomainSign } from './domain-sign.ts';
import type { ModuleView } from './module-view.ts';
import type { RegisterRoles } from './register-roles.ts';

/** Ports by which a protocol is known: a module has it that has a port of every role. */
interface PortSignature {
  name: string;
  domain: Domain;
  roles: readonly RegExp[];
  /** Only in modules that may do the protocol's work themselves. */
  needsState?: boolean;
}

const PORT_SIGNATURES: readonly PortSignature[] = [
  { name: 'AXI', domain: 'bus_protocol', roles: [/a[wr]_?valid/, /a[wr]_?ready/] },
  { name: 'AXI', domain: 'bus_protocol', roles: [/axi\w*_[rwb]valid/, /axi\w*_[rwb]ready/] },
  {
    name: 'AXI stream',
    domain: 'bus_protocol',
    roles: [/(?:^|_)t_?valid/, /(?:^|_)t_?ready/, /(?:^|_)t_?data/],
  },
  { name: 'APB', domain: 'bus_protocol', roles: [/p_?sel/, /p_?enable/, /p_?write/] },
  { name: 'AHB', domain: 'bus_protocol', roles: [/h_?trans/, /h_?ready/, /h_?addr/] },
  { name: 'Wishbone', domain: 'bus_protocol', roles: [/(?:^|_)cyc/, /(?:^|_)stb/, /(?:^|_)ack/] },
  { name: 'Wishbone', domain: 'bus_protocol', roles: [/wb\w*_(?:cyc|stb)/, /wb\w*_ack/] },
  { name: 'request bus', domain: 'bus_protocol', roles: [/req(?:_[io])?$/, /(?:rsp|resp)(?:_[io])?$/] },
  {
    name: 'memory bus',
    domain: 'bus_protocol',
    roles: [
      /add?r/,
      /data|dat(?:_|$)/,
      /valid|req|cyc|stb|(?:^|_)(?:rd|wr|we)(?:_|$)/,
      /ready|gnt|grant|ack|accept/,
    ],
  },
  {
    name: 'SPI',
    domain: 'serial_protocol',
    needsState: true,
    roles: [
      /(?:^|_)(?:s?cl?k|spi_?clk)/,
      /mosi|(?:^|_)sd[io](?:_|$)|(?:^|_)s[io](?:_|$)/,
      /miso|cs_?n|ss_?n|(?:^|_)ss(?:_|$)/,
    ],
  },
  {
    name: 'I2C',
    domain: 'serial_protocol',
    needsState: true,
    roles: [/(?:^|_)scl(?:_|\d|$|[iot]$|in|out)/, /(?:^|_)sda(?:_|\d|$|[iot]$|in|out)/],
  },
  {
    name: 'UART',
    domain: 'serial_protocol',
    needsState: true,
    roles: [/(?:^|_)(?:rxd?|rx_?data|uart_rx|txd?|uart_tx)$/, /baud|(?:^|_)(?:rxd?|txd?)$/],
  },
  {
    name: 'I2S',
    domain: 'serial_protocol',
    needsState: true,
    roles: [/bclk|sclk|sck/, /lrclk|lrck|(?:^|_)ws(?:_|$)/, /sdata|sdin|sdout|(?:^|_)sd(?:_|$)/],
  },
  { name: 'JTAG', domain: 'serial_protocol', needsState: true, roles: [/tck/, /tms/, /tdi/, /tdo/] },
];

/** What the ports of a module say of its domain. */
export function interfaceSigns(view: ModuleView, roles: RegisterRoles): DomainSign[] {
  const signatures = PORT_SIGNATURES.flatMap(({ name, domain, roles, needsState }) => {
    if (needsState && !view.mayHaveState) return [];
    const met = meetRoles(view.portNames, roles);
    if (met === undefined) return [];
    return [{ domain, strength: strengthOf(view, name, domain), reason: `${name} ports ${met.join(', ')}` }];
  });
  return [...signatures, ...arbitrationSigns(view), ...lineSigns(view, roles)];
}

/** A port for each role, none for two. */
function meetRoles(ports: readonly string[], roles: readonly RegExp[]): string[] | undefined {
  const met: string[] = [];
  for (const role of roles) {
    const port = ports.find((name) => role.test(name) && !met.includes(name));
    if (port === undefined) return undefined;
    met.push(port);
  }
  return met;
}

/** A stream may be only how data comes in, and a serial line only passes through a shell around others. */
function strengthOf({ named, structure, registers }: ModuleView, name: string, domain: Domain): number {
  const isKnown = name !== 'memory bus' && name !== 'request bus';
  if (isKnown && named.some((one) => one.domain === domain)) return 84;
  if (name === 'AXI stream') return 71;
  // A small machine on a bus is there for the bus.
  const isSmall = structure.fsms.length > 0 && registers.size <= 8;
  if (!isKnown) return isSmall ? 71 : 58;
  // Two lines are at the pins of whatever holds a UART.
  if (name === 'UART') return registers.size > 0 && structure.instances.length === 0 ? 72 : 55;
  if (domain === 'serial_protocol') return registers.size > 0 && structure.instances.length < 4 ? 83 : 55;
  return 80;
}

/** One line, and registers that shift or count what passes over it. */
function lineSigns({ structure, text }: ModuleView, { shifters }: RegisterRoles): DomainSign[] {
  const line = structure.ports.find(
    ({ name, width }) => width === '' && /^(?:[io]_)?(?:uart_)?(?:tx|rx)d?(?:_[io])?$/i.test(name),
  );
  if (line === undefined || (shifters.length === 0 && !/baud/i.test(text))) return [];
  return [{ domain: 'serial_protocol', strength: 76, reason: `line ${line.name}` }];
}

/** Requests in, grants out. */
function arbitrationSigns({ structure, mayHaveState }: ModuleView): DomainSign[] {
  const find = (direction: string, pattern: RegExp) =>
    structure.ports.find((port) => port.direction === direction && pattern.test(port.name.toLowerCase()));
  const requests = find('input', /(?:^|_)(?:req|reqs|request|requests)(?:_|$)/);
  const grants = find('output', /(?:^|_)(?:gnt|gnts|grant|grants)(?:_|$)/);
  if (!mayHaveState || requests === undefined || grants === undefined) return [];
  const isMany = requests.width !== '' && grants.width !== '';
  return [
    {
      domain: 'controller',
      strength: isMany ? 79 : 48,
      reason: `requests ${requests.name} are answered by ${grants.name}`,
    },
  ];
}
