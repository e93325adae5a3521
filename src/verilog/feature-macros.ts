/** Macros that switch to what is no circuit, or to a vendor's cells. */
const NO_FEATURE =
  /FORMAL|SVA|ASSERT|SIM|SYNTH|VERIL|TEST|BIST|DEBUG|TRACE|VERBOSE|XILINX|ALTERA|LATTICE|ACTEL|ARTISAN|VIRTUAL|GENERIC|YOSYS|POWER|__ICARUS__|UNUSED|FPGA|ASIC/i;

/** Names by which an `ifdef` of the text switches features of a design on. */
export function featureMacros(text: string): Set<string> {
  const names = [...text.matchAll(/`(?:ifdef|elsif)\s+(\w+)/g)].map(([, name]) => name!);
  return new Set(names.filter((name) => !NO_FEATURE.test(name)));
}
