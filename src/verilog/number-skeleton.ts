const [ZERO, ONE, SEVEN, NINE, UNDERSCORE, APOSTROPHE] = [0x30, 0x31, 0x37, 0x39, 0x5f, 0x27];
const [LOWER_A, LOWER_F, LOWER_B, LOWER_H, LOWER_O, LOWER_S] = [0x61, 0x66, 0x62, 0x68, 0x6f, 0x73];

/**
 * The shortest number that the grammar takes for one like this: `2` for `1234`, `2'h0` for `32'hdead_beef`. Undefined for
 * those that mean more in places: 0, 1, sizes of one bit, x and z, reals, times.
 */
export function numberSkeleton(text: string, start: number, end: number): string | undefined {
  const first = text.charCodeAt(start);
  if (first <= ZERO || first > NINE || (first === ONE && !isDigit(text.charCodeAt(start + 1))))
    return undefined;
  let at = start + 1;
  while (at < end && isDigit(text.charCodeAt(at))) at++;
  if (at === end) return '2';
  if (text.charCodeAt(at) !== APOSTROPHE) return undefined;
  const base = (text.charCodeAt(at + 1) | 0x20) === LOWER_S ? at + 2 : at + 1;
  const digits = base + 1;
  if (digits >= end || !areDigits(text, digits, end, text.charCodeAt(base) | 0x20)) return undefined;
  return `2${text.slice(at, digits)}0`;
}

function isDigit(code: number): boolean {
  return (code >= ZERO && code <= NINE) || code === UNDERSCORE;
}

/** Digits of a base and underscores, a digit first. */
function areDigits(text: string, from: number, to: number, base: number): boolean {
  if (text.charCodeAt(from) === UNDERSCORE) return false;
  const most = base === LOWER_B ? ONE : base === LOWER_O ? SEVEN : NINE;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    const letter = code | 0x20;
    const isOfBase = code === UNDERSCORE || (code >= ZERO && code <= most);
    if (!isOfBase && !(base === LOWER_H && letter >= LOWER_A && letter <= LOWER_F)) return false;
  }
  return true;
}
