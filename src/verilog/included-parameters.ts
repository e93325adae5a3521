/** A parameter list that another file holds whole. */
const INCLUDED = /#\s*\(\s*`include\s+"[^"\n]*"\s*\)/g;

/** Blanks parameter lists that are an `include`, so that a grammar can read the module's head; places stay. */
export function blankIncludedParameters(text: string): string {
  if (!text.includes('`include')) return text;
  return text.replace(INCLUDED, (list) => list.replace(/[^\r\n]/g, ' '));
}
