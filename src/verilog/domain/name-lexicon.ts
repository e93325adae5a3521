import type { Domain } from '../../core/domains.ts';

/**
 * How much a word in a name says. `function`: what the module does (a FIFO on an AXI bus is a FIFO); `serial` and
 * `bus`: the protocol it speaks; `role`: what part it plays in something else.
 */
export type WordRank = 'function' | 'serial' | 'bus' | 'role';

export interface NamedDomain {
  domain: Domain;
  rank: WordRank;
  /** The word of the name that says so. */
  word: string;
}

interface Words {
  domain: Domain;
  rank: WordRank;
  /** Matched against whole words in lower case, digits behind them cut off. */
  words: RegExp;
}

/** Word lists of the field; the first that takes a word decides. */
export const LEXICON: readonly Words[] = [
  {
    domain: 'memory',
    rank: 'function',
    words:
      /^(?:\w*fifo|\w?fifomem|(?!s?d+ram)\w{0,4}ram|\w?rom|mem|memory|\w*cache|regfile|rf|lifo|stack|queue|cam|tcam|tlb|btb|scratchpad|itcm|dtcm|tcm|spm|framebuffer|linebuffer|eeprom|ringbuf\w*|delayline|mailbox|rob)$/,
  },
  {
    domain: 'mux_demux',
    rank: 'function',
    words: /^(?!cl(?:oc)?k)\w{0,4}(?:de)?mux$|^(?:de)?multiplexer$|^selector$/,
  },
  {
    domain: 'codec',
    rank: 'function',
    words:
      /^(?:crc\w*|sha|sha\d*|md\d|keccak|aes|des|tdes|chacha|salsa|blake\w*|prince|present|siphash|hmac|\w*cipher\w*|crypto?|sbox|subbytes|mixcolumns?|\w*encoder?|enc|\w*decoder?|decode|dec|codec|gray|binary|bin|hamming|ecc|secded|parity|checksum|\w*scrambl\w*|tmds|onehot|thermometer|lzc|clz|lzd|ffs|sevenseg|sseg|bcd|\w*compress(?:or)?|huffman|viterbi|hash|ascii|manchester|encode|\w*interleaver?|adpcm|rle|base64|ldpc|turbo|golay|keyexp\w*|keyschedule|xtea|rc4|des3|tea|speck|simon|jpeg|h264|mpeg|8b10b|64b66b|utf8)$/,
  },
  {
    domain: 'clocking',
    rank: 'function',
    words:
      /^(?:\w*pll|mmcm|dcm|(?:clk|clock|freq)_?div\w*|clkgen|clkgate|clkmux|clkctrl|clockgen|icg|clkrst|clkmgr|oscillator|osc|clkdiv\w*|baudgen|baudrate|clkswitch|clockmux)$/,
  },
  {
    domain: 'arithmetic',
    rank: 'function',
    words:
      /^(?:\w*adder|add|addsub|sub|subtractor|mul|mult|\w*multiplier|multiply|\w*divider|div|divide|alu|mac|fir|iir|cic|\w?fft|\w?fpu|fp|float|\w*fma|sqrt|\w*cordic|dsp|popcount|accumulator|acc|filter|filt|multdiv|muldiv|booth|wallace|csa|cla|rca|dct|idct|matmul|barrel|shifter|sin|cos|abs|average|rounding|divsqrt|multiplication|division|addition|subtraction|accumulate|interpolat\w*|decimat\w*|mixer|nco|dds|sine|cosine|log2|exponent|reciprocal|inverse|pid|saturat\w*|normali[sz]er?|quanti[sz]er?|sobel|conv\d?d?|convolution|gaussian|butterfly|square|cube|modulo|modmul|montgomery|gcd|fibonacci|factorial|arith|arithmetic|incrementer|decrementer|increment|abs|mean|dot|gemm|systolic|neuron|relu|softmax|lerp|scaler?|dft|sdft|goertzel|biquad|hilbert|dsp\w*)$/,
  },
  {
    domain: 'comparator',
    rank: 'function',
    words:
      /^(?:comparator|compare|comparison|cmp|comp|max|min|minmax|sort|sorter|bitonic|median|equal|equality)$/,
  },
  {
    domain: 'synchronizer',
    rank: 'function',
    words:
      /^(?:sync|synchroni[sz]er|resync|cdc|metastab\w*|\w*xclk|clkx|\w*isochronous|\w*debounc\w*|syncer|crossing|pulsesync|2ff|dff2)$/,
  },
  {
    domain: 'edge_detector',
    rank: 'function',
    words: /^(?:edge|edges|edgedetect\w*|edgedet|posedge|negedge|oneshot|pulser|monostable)$/,
  },
  { domain: 'reset', rank: 'function', words: /^(?:rstgen|rstmgr|resetgen|por)$/ },
  {
    domain: 'shift_register',
    rank: 'function',
    words: /^(?:sipo|piso|siso|pipo|shiftreg\w*|shift|serializer|deserializer|serdes)$/,
  },
  {
    domain: 'counter',
    rank: 'function',
    words:
      /^(?:counter|count|cnt|counters|[rw]ptr|lfsr|prbs|timer|prescaler|watchdog|wdt|pwm|rtc|stopwatch|ticker|tick|timeout|countdown|upcounter|downcounter|bcdcounter|blink|blinky|blinker|heartbeat|ringcounter|johnson|rng|trng|prng|random|timebase|metronome)$/,
  },
  {
    domain: 'register',
    rank: 'function',
    words: /^(?:register|registers|skid|skidbuffer|spill|regslice)$/,
  },
  {
    domain: 'fsm',
    rank: 'function',
    words: /^(?:\w*fsm|statem|statemachine|mealy|moore|seqdet\w*|vending|elevator|traffic|handshake)$/,
  },
  {
    domain: 'controller',
    rank: 'function',
    words:
      /^(?:arbiter|arb|scheduler|sched|sequencer|dispatch|dispatcher|\w*dma\w*|\w*mmu|lsu|\w*fetch|interrupt|interrupts|irq|pic|plic|clint|intc|nvic|cpu|processor|microcontroller|hazard|sdram|sdrc|ddram|mcu|cp0|hazards?|bypass|forwarding|tlu|init|manager|mgr|allocator|rename|issue|commit|retire|scoreboard|bpu|trap|exception|exceptions|microcode|robin|roundrobin|rr|executor|engine|\w*sequencer|supervisor|pmu|nand|flashctrl|lcdc|crtc)$/,
  },
  {
    domain: 'serial_protocol',
    rank: 'serial',
    words:
      /^(?:(?!\w*quart)\w*uart\w*|\w?q?spi|q?spi(?!ll|ral|ke)\w+|sdspi|i2c|\w*smbus|i2s|\w*spdif|usb\w*|ulpi|utmi|jtag|sdio|sdcmd|sd|sdc|emmc|mmc|mdio|ps|can|lin|onewire|rs232|rs|serial|swd|i3c|twi|iic|sccb|keyboard|mouse|ps2\w*|midi|modbus|ws2812\w*|neopixel|ir|dmx|rs485|dtm|sie|baud|qspi\w*|spim|spis|i2cm|i2cs|onfi|sata|mipi|dphy|csi)$/,
  },
  {
    domain: 'bus_protocol',
    rank: 'bus',
    words:
      /^(?:[ms]?axi\w*|ahb\w*|apb\w*|wb(?!uf|ack)\w*|wishbone|stream\w*|avalon|avl|avmm|tlul|tl|tilelink|obi|pcie|ocp|icb|noc|upsizer|downsizer|dwidth|crossbar|xbar|interconnect|bridge|lpc|pci|isa|ftdi|\w?mii|xgmii|arp|icmp|udp|ipv4|ethernet|framer|deframer|packetizer|depacketizer|packer|unpacker|broadcaster?|router|converter|adapter|adaptor|repacker|gearbox|gears|\w?xgears)$/,
  },
  {
    domain: 'controller',
    rank: 'role',
    words:
      /^(?:ctl|\w*ctrls?|\w*control|\w*controller|video|scanlines?|sprites?|ppu|gpu|osd|motor|foc|screen|dfi|ddr\d?)$/,
  },
  {
    domain: 'register',
    rank: 'role',
    words: /^(?:reg|regs|csr|csrs|dff\w*|ff|flop|flops|latch|subreg|pipe|pipeline|slice|delay|cut|cfgrs)$/,
  },
  { domain: 'clocking', rank: 'role', words: /^(?:clk|clks|clock|clocks)$/ },
  { domain: 'memory', rank: 'role', words: /^(?:buffer|buf)$/ },
];

/** A bank of settings. */
export const SETTINGS = /^(?:regs|csrs?|registers)$/;

/** Words for a design's outermost level. */
export const OUTER = /^(?:toplevel|chip|board|\w*soc|fpga|padring|demo|system|example|emu)$/;

/** Words for a shell: around several modules it is the outermost level too. */
export const SHELL = /^(?:top|wrapper|wrap|shell)$/;

/** Words behind which a bus is what a module is about, and not only how it is reached. */
export const BUS_SIDE = /^(?:if|intf|interface|to|bridge|adapter|adaptor|converter|conv|slave|master)$/;

/** Words that mean something else together, in the order in which pairs are looked for. */
export const PAIRS: readonly (readonly [RegExp, RegExp, Domain])[] = [
  [/^(?:rst|reset)n?$/, /^(?:sync|synchroni[sz]er|gen|generator|ctrl|controller|mgr|bridge)$/, 'reset'],
  [
    /^(?:clk|clock|freq|frequency|baud)$/,
    /^(?:div|divider|divide|gate|gating|gater|mux|gen|generator|switch|buf|buffer|ctrl|mgr)$/,
    'clocking',
  ],
  [/^(?:eth|ethernet|gmii|rgmii|xgmii)$/, /^mac$/, 'bus_protocol'],
  [/^level$/, /^shift(?:er)?$/, 'combinational_logic'],
  [/^shift(?:er)?$/, /^(?:reg|register)$/, 'shift_register'],
  [/^(?:serial|ser)$/, /^(?:parallel|par)$/, 'shift_register'],
  [/^(?:read|write|rd|wr|gray)$/, /^(?:ptr|pointer)$/, 'counter'],
  [/^(?:reg|register)$/, /^file$/, 'memory'],
  [/^(?:store|write|line|frame|ring|circular|reorder)$/, /^(?:buffer|buf)$/, 'memory'],
  [/^(?:edge|pulse|posedge|rising|falling)$/, /^(?:detect|detector|det|prop|propagator)$/, 'edge_detector'],
  [/^state$/, /^machine$/, 'fsm'],
  [/^(?:mem|memory|cache|[sd]?ram|fifo|dram)$/, /^(?:ctrl|control|controller)$/, 'controller'],
  [/^csr$/, /^regfile$/, 'controller'],
  [/^(?:network|roce|udp|tcp|ip|protocol|usb|mac)$/, /^stack$/, 'bus_protocol'],
  [/^count$/, /^(?:leading|trailing|zeros?|ones)$/, 'arithmetic'],
  [/^(?:add|rm|remove|insert|strip|pop|push)$/, /^(?:hdr|header|headers)$/, 'bus_protocol'],
  [/^(?:if|id|ex)$/, /^(?:id|ex|mem)$/, 'register'],
  [/^mem$/, /^wb$/, 'register'],
  [/^async$/, /^(?:reg|register|bridge)$/, 'synchronizer'],
  [/^(?:\w?vga|video|hv?|v|lcd|dvi|hdmi)$/, /^(?:sync|timing)$/, 'counter'],
  [/^(?:if|id|ie|wb|mem|fetch|decode|issue|commit|writeback)$/, /^stage$/, 'controller'],
  [/^(?:instructions?|instr?|insn|opcode|op|cpu|core|serv|rv\w*)$/, /^decode[rd]?$/, 'controller'],
  [/^(?:addr|address|adr)$/, /^decode[rd]?$/, 'bus_protocol'],
  [/^(?:seven|7)$/, /^(?:seg|segment)$/, 'codec'],
  [/^flip$/, /^flop$/, 'register'],
  [/^(?:pulse|width)$/, /^(?:mod|modulator)$/, 'counter'],
];
