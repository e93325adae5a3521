/** Folders whose modules are there for simulations and proofs alone, whatever they look like. */
const TEST_FOLDER =
  /^(?:tb|bench|(?:test_?)?bench(?:es)?|testbench(?:es)?|verif|verification|dv|fpv|formal|sva|uvm|bfms?|vips?|cocotb|nonsynth|\w+_tb|tb_\w+)$/i;

/** Folders that hold designs to simulate as well: what a module is called outweighs them. */
const SIMULATION_FOLDER = /^(?:sims?|simulations?|tests?|models?)$/i;

export interface TestFolder {
  name: string;
  /** True when designs are hardly ever found there. */
  isForTestsAlone: boolean;
}

/** The folder of a path by which a module is for tests. */
export function testFolder(path: string): TestFolder | undefined {
  const folders = path.split('/').slice(0, -1);
  const alone = folders.find((folder) => TEST_FOLDER.test(folder));
  if (alone !== undefined) return { name: alone, isForTestsAlone: true };
  const mixed = folders.find((folder) => SIMULATION_FOLDER.test(folder));
  return mixed === undefined ? undefined : { name: mixed, isForTestsAlone: false };
}
