/** A parameter list, or the whole of what another file adds to one, that is read from a file. */
const INCLUDED = /#(\s*)\((\s*)(`include\s+"[^"\n]*")(\s*)\)/g;
const PLACEHOLDER = 'parameter p_=0';

/**
 * Puts a parameter in the place of an `include` that is a whole parameter list, so that a grammar can read the module's
 * head. Same length, so that offsets stay.
 */
export function fillIncludedParameters(text: string): string {
  if (!text.includes('`include')) return text;
  return text.replace(INCLUDED, (whole, a: string, b: string, include: string, c: string) =>
    include.length < PLACEHOLDER.length ? whole : `#${a}(${b}${PLACEHOLDER.padEnd(include.length)}${c})`,
  );
}
