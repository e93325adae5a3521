/** Comments that follow one another with nothing but white space between them. */
export interface CommentBlock {
  start: number;
  end: number;
  /** Nothing but directives stands before it. */
  leading: boolean;
}

/** What a comment block or a plain text says, line by line, without the marks and frames of comments. */
export interface PlainWords {
  words: string;
  /** Offset in the text of each character of `words`. */
  offsets: Int32Array;
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
    blocks.push({ ...open, leading });
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

/** Directives may stand before the header of a file. */
function isPreamble(code: string): boolean {
  return code.split('\n').every((line) => /^\s*(?:`.*)?$/.test(line));
}

/** The words of a comment block, or of a licence file or a README taken as one. */
export function plainWords(text: string): PlainWords {
  const offsets = new Int32Array(text.length + 1);
  const lines: string[] = [];
  let at = 0;
  let lineStart = 0;
  while (lineStart < text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline < 0 ? text.length : newline;
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
