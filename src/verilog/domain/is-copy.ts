/** A name, a part of what it names, its inverse, or a constant: what an assignment of it does is renaming. */
const COPY = /^(?:~?[A-Za-z_][\w.]*(?:\[[^\]]*\])?|\d*'?[bdh]?[\da-f]+)$/i;

/** @param rightSide of an assignment, without spaces */
export function isCopy(rightSide: string): boolean {
  return COPY.test(rightSide);
}
