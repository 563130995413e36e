/*
 * Steps from word to word, for choosing words without a mouse. A word is what lies between spaces, its punctuation
 * with it. All offsets are UTF-16 units in the whole text.
 */

export interface Stretch {
  start: number;
  end: number;
}

const SPACE = /\s/u;

/** The word that begins at or after `from`; null past the last one. */
export function wordAfter(text: string, from: number): Stretch | null {
  let start = from;
  while (start < text.length && SPACE.test(text[start]!)) start += 1;
  if (start >= text.length) return null;
  let end = start;
  while (end < text.length && !SPACE.test(text[end]!)) end += 1;
  return { start, end };
}

/** The word that ends at or before `from`; null before the first one. */
export function wordBefore(text: string, from: number): Stretch | null {
  let end = from;
  while (end > 0 && SPACE.test(text[end - 1]!)) end -= 1;
  if (end === 0) return null;
  let start = end;
  while (start > 0 && !SPACE.test(text[start - 1]!)) start -= 1;
  return { start, end };
}

/** The stretch without the spaces at its ends; null when nothing else is in it. */
export function trimmed(text: string, stretch: Stretch): Stretch | null {
  let { start, end } = stretch;
  while (start < end && SPACE.test(text[start]!)) start += 1;
  while (end > start && SPACE.test(text[end - 1]!)) end -= 1;
  return start < end ? { start, end } : null;
}

/** A choice of words made with keys: one end stays, the other moves. Both ends are whole words. */
export class WordChoice {
  private constructor(
    readonly fixed: Stretch,
    readonly moving: Stretch,
  ) {}

  static at(word: Stretch): WordChoice {
    return new WordChoice(word, word);
  }

  get stretch(): Stretch {
    return {
      start: Math.min(this.fixed.start, this.moving.start),
      end: Math.max(this.fixed.end, this.moving.end),
    };
  }

  /** Whether the moving end lies before the fixed one. */
  get backwards(): boolean {
    return this.moving.start < this.fixed.start;
  }

  /** The choice with its moving end taken to another word; with `extend` false the whole choice goes there. */
  to(word: Stretch | null, extend: boolean): WordChoice {
    if (word === null) return this;
    return extend ? new WordChoice(this.fixed, word) : WordChoice.at(word);
  }

  /** One word on (`step` 1) or back (-1). */
  step(text: string, step: 1 | -1, extend: boolean): WordChoice {
    const word = step === 1 ? wordAfter(text, this.moving.end) : wordBefore(text, this.moving.start);
    return this.to(word, extend);
  }
}
