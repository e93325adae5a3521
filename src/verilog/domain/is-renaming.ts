/** A name, a part of what it names, its inverse, or a constant: what an assignment of it does is renaming. */
const RENAMING = /^(?:~?[A-Za-z_][\w.]*(?:\[[^\]]*\])?|\d*'?[bdh]?[\da-f]+)$/i;

/** @param rightSide of an assignment, without spaces */
export function isRenaming(rightSide: string): boolean {
  return RENAMING.test(rightSide);
}
