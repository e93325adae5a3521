/** Cells of open and usual commercial libraries, and primitives of FPGAs, as synthesis writes them. */
const CELL_NAME = new RegExp(
  `^(?:${[
    // Process design kits.
    'sky130_\\w+|gf180mcu_\\w+|sg13g2_\\w+|\\w+_ASAP7_\\w+|NangateOpenCell\\w*|SAED\\w+|scl\\w*_fd_\\w+',
    // Generic cells: function, inputs, drive (`NAND2X1`, `AOI22_X1`, `SDFFRQX4`).
    '(?:N?AND|N?OR|X?N?OR|XOR)[2-9](?:_?B)*(?:_?[XD]?\\d*)?(?:_\\w+)?',
    '(?:INV|BUF|CLKBUF|CLKINV)(?:_?[XD]\\d+)(?:_\\w+)?',
    '(?:AO|OA)I?\\d{2,}(?:_?[XD]\\d+)?\\w*|MUX?I?[24](?:_?[XD]\\d+)(?:_\\w+)?|(?:HA|FA|ADDF|ADDH)(?:_?X\\d+)\\w*',
    'S?E?DFF[A-Z]*(?:_?X\\d+)\\w*|T?LAT[A-Z]*(?:_?X\\d+)\\w*|TIE(?:HI|LO|[HLX])\\w*',
    // Xilinx, Lattice, Intel, Gowin, Efinix.
    'LUT[1-6](?:_[DL]|_\\d)?|FD(?:RE|SE|CE|PE|R|S|C|P|RSE)?(?:_1)?|LD[CP]E?|CARRY[48]|MUXF[5-9]|MUXCY(?:_[DL])?|XORCY',
    '[IO]?O?BUF(?:T|DS|G|GP)?|SRL(?:C?16|C32)E?|RAM\\d+X\\d+[SDM]?\\w*|RAMB\\d+\\w*|DSP48\\w*|GND|VCC',
    'SB_\\w+|TRELLIS_\\w+|CCU2[CD]|L6MUX21|PFUMX|(?:cyclone|stratix|arria|max)\\w*_(?:lcell|ff|io)\\w*|dffeas|lut_mask',
    'EFX_\\w+|ALU|DFF[A-Z]*E?|\\$_\\w+_',
  ].join('|')})$`,
);

/** Cells of process design kits, whose models and stubs are libraries and not designs. */
const KIT_NAME =
  /^(?:sky130|gf180mcu|sg13g2|sg25h|saed\d|scl\d+|osu\d|tsmc|tcbn|asap7|NangateOpenCell|ihp_|tsl18|ms180|xh018|fsa0|fsc0)/i;

/** Whether a module's name is that of a library cell or FPGA primitive. */
export function isCellName(name: string): boolean {
  return CELL_NAME.test(name);
}

/** Whether a module's name begins as cells of a process design kit do. */
export function isKitName(name: string): boolean {
  return KIT_NAME.test(name);
}
