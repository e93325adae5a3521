/** Whether one of the texts declares one of the packages: a testbench that imports it has to be compiled later. */
export function definesPackage(texts: readonly string[], packages: readonly string[]): boolean {
  return packages.some((name) =>
    texts.some((text) => new RegExp(`\\bpackage\\s+(automatic\\s+)?${name}\\b`).test(text)),
  );
}
