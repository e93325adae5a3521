/** What a bundle says of itself in front of its source. */
export interface BundleHeading {
  name: string;
  repo: string;
  revision: string;
  path: string;
  lineStart: number;
  lineEnd: number;
  licence: string | null;
  licenceDecision: string | null;
  licenceReason: string | null;
  evidence: string;
  frontEnd: 'iverilog' | 'verilator';
  /** Root to take; another than `name` where the module needs the parameters of one above it. */
  top: string;
  stubs: readonly string[];
  missingIncludes: readonly string[];
  /** Macros that nothing defines; compilers take them for nothing. */
  missingMacros: readonly string[];
  origins: readonly {
    path: string;
    cut: readonly string[];
    included: readonly string[];
    generated: boolean;
  }[];
}

/** The command that takes the source as it stands; `file` is the name it is saved under. */
export function compileCommand(frontEnd: BundleHeading['frontEnd'], file: string): string {
  return frontEnd === 'iverilog'
    ? `iverilog -g2012 -o ${file}.vvp ${file}`
    : `verilator --lint-only --timing --bbox-unsup -Wno-fatal ${file}`;
}

/** Comment lines that name origin, licence, companions and stubs, and how to compile what follows. */
export function bundleHeading(heading: BundleHeading): string {
  const { name, repo, revision, path, lineStart, lineEnd, top, stubs, missingIncludes, missingMacros } =
    heading;
  const lines = [
    `module ${name}, from ${repo} at ${revision}, ${path}, lines ${lineStart} to ${lineEnd}`,
    `licence: ${licenceWords(heading)}`,
    `evidence: ${heading.evidence}; ${compileCommand(heading.frontEnd, 'bundle.sv')}`,
    ...(top === name ? [] : [`elaborated below ${top}, which gives its parameters`]),
    ...(stubs.length === 0 ? [] : [`stubs, with ports inferred from instances: ${stubs.join(', ')}`]),
    ...(missingIncludes.length === 0 ? [] : [`includes that were not found: ${missingIncludes.join(', ')}`]),
    ...(missingMacros.length === 0 ? [] : [`macros that nothing defines: ${missingMacros.join(', ')}`]),
    'files:',
    ...heading.origins.map(originLine),
  ];
  return lines.map((line) => `// ${commentText(line)}\n`).join('');
}

function licenceWords({ licence, licenceDecision, licenceReason }: BundleHeading): string {
  const decision = licenceDecision === null ? 'no policy was asked' : `${licenceDecision} by the policy`;
  return [`${licence ?? 'unknown'} (${decision})`, licenceReason].filter((part) => part !== null).join(': ');
}

function originLine({ path, cut, included, generated }: BundleHeading['origins'][number]): string {
  const notes = [
    ...(generated ? ['made by rtl-quarry'] : []),
    ...(included.length === 0 ? [] : [`with ${included.join(', ')}`]),
    ...(cut.length === 0 ? [] : [`without ${cut.join(', ')}`]),
  ];
  return `- ${path}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
}

/**
 * Foreign names stand in comments: a line end would leave the comment, a backslash at the end would carry it on. None
 * stands first in a comment, where tools look for orders (`verilator lint_off`).
 */
export function commentText(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '?').replace(/\\$/, '');
}
