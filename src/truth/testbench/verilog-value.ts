/** `[7:0] ` for 8 bits, nothing for one. */
export function range(bits: number): string {
  return bits === 1 ? '' : `[${bits - 1}:0] `;
}

/** A known value as a sized literal: `1'b0`, `12'h0af`. */
export function literal(bits: number, value: bigint): string {
  if (bits === 1) return `1'b${value}`;
  return `${bits}'h${value.toString(16).padStart(Math.ceil(bits / 4), '0')}`;
}

/** Bits (`01x`, most significant first) as a sized literal, in hexadecimal where every digit is wholly known or wholly x. */
export function patternLiteral(pattern: string): string {
  const bits = pattern.length;
  if (bits === 1) return `1'b${pattern}`;
  const digits = Math.ceil(bits / 4);
  const padded = (pattern[0] === 'x' ? 'x' : '0').repeat(digits * 4 - bits) + pattern;
  let hex = '';
  for (let start = 0; start < padded.length; start += 4) {
    const digit = padded.slice(start, start + 4);
    if (digit === 'xxxx') hex += 'x';
    else if (digit.includes('x')) return `${bits}'b${pattern}`;
    else hex += Number.parseInt(digit, 2).toString(16);
  }
  return `${bits}'h${hex}`;
}

/** Indents every line that is not empty. */
export function indented(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
