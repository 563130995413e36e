/* Which parts of the lines shown are the quoted words. Lines break where the transcript's margin is, quotes do not. */

export interface Piece {
  text: string;
  quoted: boolean;
}

/**
 * Each line cut into pieces, quoted or not. Where the quote cannot be found in the lines, as when it spans more than is
 * shown, whole lines from `first` to `last` count as quoted.
 */
export function piecesOf(lines: readonly [number, string][], quote: string, first: number, last: number): Piece[][] {
  const starts: number[] = [];
  let whole = "";
  for (const [, text] of lines) {
    starts.push(whole.length);
    whole += `${text.trimEnd()} `;
  }
  const words = quote.split(/\s+/).filter(Boolean).join(" ");
  const found = words === "" ? -1 : whole.indexOf(words);
  return lines.map(([number, text], index) => {
    const line = text.trimEnd();
    if (found < 0) return [{ text: line, quoted: number >= first && number <= last }];
    const from = clamp(found - starts[index]!, line.length);
    const to = clamp(found + words.length - starts[index]!, line.length);
    return [
      { text: line.slice(0, from), quoted: false },
      { text: line.slice(from, to), quoted: true },
      { text: line.slice(to), quoted: false },
    ].filter((piece) => piece.text !== "");
  });
}

function clamp(at: number, length: number): number {
  return Math.max(0, Math.min(length, at));
}
