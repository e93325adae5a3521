/** These packages bring no types. */
declare module 'spdx-expression-parse' {
  interface LicenceLeaf {
    license: string;
    plus?: true;
    exception?: string;
  }
  interface LicencePair {
    left: LicenceNode;
    conjunction: 'and' | 'or';
    right: LicenceNode;
  }
  type LicenceNode = LicenceLeaf | LicencePair;

  /** @throws Error for what is no SPDX expression */
  export default function parse(expression: string): LicenceNode;
}

declare module 'spdx-correct' {
  /** The SPDX name that a misspelt one means, or null. */
  export default function correct(name: string, options?: { upgrade?: boolean }): string | null;
}
