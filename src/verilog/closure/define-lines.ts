/** The offset where the `` `define `` that `from` lies in ends: its line, and those it goes on to by a backslash. */
export function defineEnd(text: string, from: number): number {
  let end = from;
  for (;;) {
    const newline = text.indexOf('\n', end);
    if (newline < 0) return text.length;
    const before = text.charCodeAt(newline - 1) === 0x0d ? newline - 2 : newline - 1;
    if (text.charCodeAt(before) !== 0x5c) return newline;
    end = newline + 1;
  }
}
