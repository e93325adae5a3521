/** An integer literal with known digits only. */
export interface VerilogLiteral {
  /** Bits as written; null for unsized ones. */
  size: number | null;
  signed: boolean;
  /** A decimal without base: `12`. */
  plain: boolean;
  base: 'b' | 'o' | 'd' | 'h';
  /** Digits as written, `_` taken out. */
  digits: string;
  value: bigint;
}

const BASED = /^(\d[\d_]*)?\s*'([sS])?([bodhBODH])\s*([0-9a-fA-F_]+)$/;
const DECIMAL = /^\d[\d_]*$/;
const RADIX = { b: 2, o: 8, d: 10, h: 16 } as const;
const PREFIX = { b: '0b', o: '0o', d: '', h: '0x' } as const;

/** Reads `12`, `4'b1010`, `8'shFF`; undefined for literals with x, z or ?, for reals and for times. */
export function parseLiteral(text: string): VerilogLiteral | undefined {
  if (DECIMAL.test(text)) {
    const digits = text.replaceAll('_', '');
    return { size: null, signed: true, plain: true, base: 'd', digits, value: BigInt(digits) };
  }
  const match = BASED.exec(text);
  if (match === null) return undefined;
  const [, size, sign, letter, written] = match;
  const base = letter!.toLowerCase() as VerilogLiteral['base'];
  const digits = written!.replaceAll('_', '');
  const sound = { b: /^[01]+$/, o: /^[0-7]+$/, d: /^\d+$/, h: /^[\da-f]+$/i }[base].test(digits);
  if (!sound) return undefined;
  const bits = size === undefined ? null : Number(size.replaceAll('_', ''));
  return {
    size: bits,
    signed: sign !== undefined,
    plain: false,
    base,
    digits,
    value: BigInt(PREFIX[base] + digits),
  };
}

/** The literal with another value, in the same base, size and number of digits (more where they are needed). */
export function formatLiteral(literal: VerilogLiteral, value: bigint): string {
  const { size, signed, plain, base, digits } = literal;
  if (plain) return value.toString();
  const written = value.toString(RADIX[base]).padStart(base === 'd' ? 1 : digits.length, '0');
  return `${size ?? ''}'${signed ? 's' : ''}${base}${written}`;
}
