/** What a number written in Verilog says. */
export interface NumberLiteral {
  /** Null when it has unknown digits (`x`, `z`, `?`) or is real. */
  value: bigint | null;
  /** The size in front of the base; null when none is written (then it is at least 32 bits). */
  bits: number | null;
  /** Binary digits, `x`, `z` and `?` kept, leading ones cut or filled to `bits`; null without a base or in base 10. */
  digits: string | null;
}

const BASED = /^(\d*)'[sS]?([bBoOdDhH])([\dA-Fa-fxXzZ?]+)$/;
const DIGIT_BITS: Readonly<Record<string, number>> = { b: 1, o: 3, h: 4 };
/** Wider literals are legal, but nothing that is counted here has so many bits. */
const MOST_BITS = 4096;

/** Reads `12`, `4'b10x1`, `'hff`, `'1`, `1_000`; anything else has no value (IEEE 1800-2017, 5.7.1). */
export function readNumber(written: string): NumberLiteral {
  const text = written.replace(/[\s_]+/g, '');
  if (/^\d+$/.test(text)) return { value: BigInt(text), bits: null, digits: null };
  if (text === "'0") return { value: 0n, bits: null, digits: null };
  // All bits of whatever it is assigned to: -1 is so in every width.
  if (text === "'1") return { value: -1n, bits: null, digits: null };
  const [, size, base, digits] = BASED.exec(text) ?? [];
  if (base === undefined || digits === undefined) return { value: null, bits: null, digits: null };
  const bits = size === '' || size === undefined ? null : Math.min(Number(size), MOST_BITS);
  if (base.toLowerCase() === 'd') {
    return { value: /^\d+$/.test(digits) ? truncated(BigInt(digits), bits) : null, bits, digits: null };
  }
  const binary = toBinary(digits.toLowerCase(), DIGIT_BITS[base.toLowerCase()]!, bits);
  if (binary === undefined) return { value: null, bits, digits: null };
  return { value: /^[01]+$/.test(binary) ? BigInt(`0b${binary}`) : null, bits, digits: binary };
}

function truncated(value: bigint, bits: number | null): bigint {
  return bits === null ? value : BigInt.asUintN(bits, value);
}

function toBinary(digits: string, digitBits: number, bits: number | null): string | undefined {
  let binary = '';
  for (const digit of digits) {
    if (/[xz?]/.test(digit)) binary += digit.repeat(digitBits);
    else if (Number.parseInt(digit, 16) >= 2 ** digitBits) return undefined;
    else binary += Number.parseInt(digit, 16).toString(2).padStart(digitBits, '0');
    if (binary.length > MOST_BITS * 2) return undefined;
  }
  if (bits === null) return binary;
  // A leading x or z fills the rest (5.7.1).
  const fill = /^[xz?]/.test(binary) ? binary[0]! : '0';
  return binary.padStart(bits, fill).slice(-bits);
}
