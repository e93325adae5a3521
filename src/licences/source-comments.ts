/** Comments that follow one another with nothing but white space between them. */
export interface CommentBlock {
  start: number;
  end: number;
  /** What the comments say, line by line, without their marks and frames. */
  words: string;
  /** Offset in the source of each character of `words`. */
  offsets: Int32Array;
  /** Nothing but directives stands before it. */
  leading: boolean;
}

const COMMENT_OR_STRING = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*"/g;
/** Marks at the beginning of a comment's line, and frames at its end. */
const LEADER = /^[\s/*#|;=~+<>_-]*(?:\/\/+|\*+)?[\s*#|!/-]*/;
const TRAILER = /[\s/*#|=~+_-]*$/;

/** The comment blocks of a Verilog text in order. */
export function sourceComments(text: string): CommentBlock[] {
  const blocks: CommentBlock[] = [];
  let open: { start: number; end: number } | undefined;
  let codeFrom = 0;
  let leading = true;
  const close = (): void => {
    if (open === undefined) return;
    leading &&= isPreamble(text.slice(codeFrom, open.start));
    codeFrom = open.end;
    blocks.push({ ...open, ...wordsOf(text, open.start, open.end), leading });
    open = undefined;
  };
  for (const match of text.matchAll(COMMENT_OR_STRING)) {
    if (match[0].startsWith('"')) continue;
    const end = match.index + match[0].length;
    if (open !== undefined && text.slice(open.end, match.index).trim() === '') open.end = end;
    else {
      close();
      open = { start: match.index, end };
    }
  }
  close();
  return blocks;
}

/** Text that is no comment, taken as one: a licence file or a README. */
export function plainWords(text: string): Pick<CommentBlock, 'words' | 'offsets'> {
  return wordsOf(text, 0, text.length);
}

/** Directives may stand before the header of a file. */
function isPreamble(code: string): boolean {
  return code.split('\n').every((line) => /^\s*(?:`.*)?$/.test(line));
}

function wordsOf(text: string, start: number, end: number): Pick<CommentBlock, 'words' | 'offsets'> {
  const offsets = new Int32Array(end - start + 1);
  const lines: string[] = [];
  let at = 0;
  let lineStart = start;
  while (lineStart < end) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const line = text.slice(lineStart, lineEnd);
    const skipped = LEADER.exec(line)?.[0].length ?? 0;
    const said = line.slice(skipped).replace(TRAILER, '');
    for (let index = 0; index <= said.length; index++) offsets[at + index] = lineStart + skipped + index;
    at += said.length + 1;
    lines.push(said);
    lineStart = lineEnd + 1;
  }
  return { words: lines.join('\n'), offsets };
}
