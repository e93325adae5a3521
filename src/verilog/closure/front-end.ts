/** Compilers that bundles are tried with. */
export type FrontEnd = 'iverilog' | 'verilator';
