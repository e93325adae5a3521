import { createRequire } from 'node:module';
import { Language, type Node, Parser, type ParseState } from 'web-tree-sitter';
import { QuarryError } from '../core/errors.ts';
import { blankIncludedParameters } from './included-parameters.ts';
import { SYSTEMVERILOG_ONLY_KEYWORDS } from './keywords.ts';
import { lex, TokenKind, type Tokens, tokenText } from './lexer.ts';
import { blankPreprocessor } from './preprocess.ts';
import { syntaxSkeleton } from './syntax-skeleton.ts';

/** A parsed text. Offsets of nodes are UTF-16 indices into `text`, whatever the parser was given. */
export interface VerilogTree {
  root: Node;
  /** The text as it was handed in: names are taken from it, since the parsed one may be blanked or renamed. */
  text: string;
  /** True when the tree has error or missing nodes: the text is no clean Verilog. */
  hasError: boolean;
}

export interface ParseOptions {
  /** Milliseconds after which parsing stops (default 10,000). */
  deadlineMs?: number;
  /** Macros that count as defined for `ifdef`. */
  defines?: ReadonlySet<string>;
}

const DEFAULT_DEADLINE_MS = 10_000;

let parser: Parser | undefined;
let loading: Promise<void> | undefined;

/** Loads the grammar (50 to 75 ms, about 285 MB), once a process. Parsing needs it done. */
export async function loadParser(): Promise<void> {
  // One load for all who ask meanwhile: a second parser would be collected, and its finalizer reads freed memory.
  loading ??= loadOnce();
  await loading;
}

async function loadOnce(): Promise<void> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve(
    'tree-sitter-systemverilog/tree-sitter-systemverilog.wasm',
  );
  const loaded = new Parser();
  loaded.setLanguage(await Language.load(grammar));
  parser = loaded;
}

/**
 * Parses a text, hands the tree to `read` and frees it: a kept node is invalid afterwards. Dead `ifdef` branches
 * are blanked first; a text that then has errors is tried again with SystemVerilog's own keywords as names, since
 * Verilog files may use them so. Returns undefined when the deadline passed.
 */
export function withTree<T>(
  text: string,
  read: (tree: VerilogTree) => T,
  options: ParseOptions = {},
): T | undefined {
  const deadline = performance.now() + (options.deadlineMs ?? DEFAULT_DEADLINE_MS);
  const source = blankIncludedParameters(blankPreprocessor(text, options.defines));
  const isLate = (): boolean => performance.now() > deadline;
  const first = parse(source, isLate);
  if (first === undefined) return undefined;
  try {
    const renamed = first.rootNode.hasError ? renameSystemVerilogKeywords(lex(source)) : source;
    if (renamed !== source) {
      const second = parse(renamed, isLate);
      try {
        if (second !== undefined && !second.rootNode.hasError) {
          return read({ root: second.rootNode, text, hasError: false });
        }
      } finally {
        second?.delete();
      }
    }
    return read({ root: first.rootNode, text, hasError: first.rootNode.hasError });
  } finally {
    first.delete();
  }
}

/**
 * Whether the grammar finds an error in a text whose preprocessor is run already; `tokens` are its own. The same answer
 * as that of `withTree`, for less than half: the grammar reads the skeleton of the text, and parsing ends at the first
 * error that nothing can mend. Undefined when the deadline passed before the text was parsed as it is.
 */
export function hasSyntaxError(tokens: Tokens, deadlineMs = DEFAULT_DEADLINE_MS): boolean | undefined {
  const deadline = performance.now() + deadlineMs;
  const skeleton = syntaxSkeleton(tokens);
  const codeEnd = skeleton.count === 0 ? 0 : skeleton.ends[skeleton.count - 1]!;
  const isWrong = meetsError(skeleton.text, deadline, codeEnd);
  if (isWrong !== true) return isWrong;
  const renamed = renameSystemVerilogKeywords(skeleton);
  return renamed === skeleton.text || meetsError(renamed, deadline, codeEnd) !== false;
}

function meetsError(text: string, deadline: number, codeEnd: number): boolean | undefined {
  let met = false;
  const tree = parse(text, ({ hasError, currentOffset }) => {
    // Behind the last token a reading that fails says nothing of one that came to its end. UTF-16 has two bytes a unit.
    met = hasError && currentOffset < 2 * codeEnd;
    return met || performance.now() > deadline;
  });
  if (tree === undefined) return met ? true : undefined;
  try {
    return tree.rootNode.hasError;
  } finally {
    tree.delete();
  }
}

/** The characters of a node in the text as it was handed in. */
export function nodeText(tree: VerilogTree, node: Node): string {
  return tree.text.slice(node.startIndex, node.endIndex);
}

function parse(text: string, isEnough: (state: ParseState) => boolean) {
  if (parser === undefined) {
    throw new QuarryError('BUG', 'The Verilog parser is used before it is loaded.', {
      where: 'src/verilog/parser.ts',
      next: 'Await loadParser() before the first parse.',
    });
  }
  const tree = parser.parse(text, null, { progressCallback: isEnough });
  if (tree !== null) return tree;
  // Without a reset the next parse would go on where this one was stopped.
  parser.reset();
  return undefined;
}

/** Same length, so that offsets stay: `ref` becomes `re_`, which no Verilog-2005 word is. */
function renameSystemVerilogKeywords(tokens: Tokens): string {
  const { text } = tokens;
  const reserved = new Set(SYSTEMVERILOG_ONLY_KEYWORDS);
  const parts: string[] = [];
  let position = 0;
  for (let index = 0; index < tokens.count; index++) {
    if (tokens.kinds[index] !== TokenKind.keyword || !reserved.has(tokenText(tokens, index))) continue;
    const last = tokens.ends[index]! - 1;
    parts.push(text.slice(position, last), '_');
    position = last + 1;
  }
  return parts.join('') + text.slice(position);
}
