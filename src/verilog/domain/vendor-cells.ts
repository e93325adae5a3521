import type { Domain } from '../../core/domains.ts';

/** Cells of vendors' libraries, by the data books of their devices. */
const CELLS: readonly (readonly [RegExp, Domain])[] = [
  [
    /^(?:RAM\d+X\d+\w*|RAM\d+M\w*|RAMB\d+\w*|FIFO\d+E?\d*\w*|URAM\w*|altsyncram|altdpram|lpm_ram\w*|SB_S?P?RAM\w*|DP16KD?|DPR16X4C|PDPW\w*|xpm_memory\w*|xpm_fifo\w*|scfifo|dcfifo)$/,
    'memory',
  ],
  [
    /^(?:DSP48\w*|DSP\d+\w*|MULT18X18\w*|SB_MAC16|altmult\w*|lpm_mult|lpm_add_sub|ALTFP\w*|CARRY[48])$/i,
    'arithmetic',
  ],
  [
    /^(?:MMCM\w*|PLLE\d\w*|PLL_\w+|DCM\w*|SB_PLL\w*|EHXPLLL|altpll\w*|alt_?clk\w*|BUFG\w*|BUFGCE\w*|BUFR|BUFH\w*|SB_HFOSC|SB_LFOSC|OSCH|OSCG|F?CCC\w*|CLKINT\w*|RCOSC\w*|XTLOSC)$/i,
    'clocking',
  ],
  [/^(?:SRL\d+\w*|SRLC\d+\w*|altshift_taps)$/, 'shift_register'],
  [/^(?:xpm_cdc\w*)$/, 'synchronizer'],
];

/** Cells that stand between a chip's pins and its inside. */
const PAD =
  /^(?:SB_IO|SB_GB\w*|[IO]?O?BUF(?:T|DS|G|GCE|DS_\w+|R|IO)?|IBUF\w*|OBUF\w*|IOBUF\w*|ALT_?IOBUF\w*|altiobuf\w*|TRELLIS_IO|[IO]DDR\w*)$/i;

const CLOCK_BUFFER = /^(?:I?BUFG\w*|BUFR|BUFH\w*|IBUFDS_GT\w*|SB_GB)$/;

export function isPad(moduleName: string): boolean {
  return PAD.test(moduleName);
}

export function isClockBuffer(moduleName: string): boolean {
  return CLOCK_BUFFER.test(moduleName);
}

/** Other hard blocks of chips. */
const HARD_BLOCK = /^(?:SB_\w+|[IO]{0,2}BUF\w*|USRMCLK|STARTUPE\d|BSCANE\d|ICESTORM_\w+|DCCA|JTAGG|BB)$/i;

/** True for cells of vendors' libraries, which are no parts of a design's own. */
export function isVendorCell(moduleName: string): boolean {
  return isPad(moduleName) || HARD_BLOCK.test(moduleName) || cellDomain(moduleName) !== undefined;
}

/** What a cell of a vendor's library is for. */
export function cellDomain(moduleName: string): Domain | undefined {
  return CELLS.find(([names]) => names.test(moduleName))?.[1];
}
