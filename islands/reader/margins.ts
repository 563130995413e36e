/*
 * Where the notes (or statements) of one margin lie. Each wants to be level with its line; none may cover another.
 * One in the way pushes the next down, clear by a gap. What would drift past two lines is folded into one
 * "+3 on lines…" that opens in place. The flow runs on from turn to turn, so the text keeps its even leading.
 */

export interface Card {
  key: string;
  /** Where its line is, in pixels down the margin. */
  top: number;
  height: number;
  /** Being edited or focused: never folded away. */
  pinned: boolean;
}

export interface Placed {
  key: string;
  y: number;
  /** Pixels below its own line. */
  drift: number;
}

export interface Fold {
  keys: string[];
  y: number;
}

export interface Flow {
  placed: Placed[];
  folds: Fold[];
  /** First free pixel below everything laid out. */
  bottom: number;
}

export interface FlowRule {
  gap: number;
  /** A card that would lie further than this below its line is folded. */
  maxDrift: number;
  foldHeight: number;
  /** The reader opened the folds here: nothing folds. */
  open: boolean;
}

/**
 * Lays out cards, given in the order of their lines, below whatever already fills the margin down to `from`.
 *
 * Folding a lone card would put a button where the card could stand, so one alone may drift twice as far.
 */
export function flow(cards: readonly Card[], from: number, rule: FlowRule): Flow {
  const placed: Placed[] = [];
  const folds: Fold[] = [];
  let bottom = from;
  const put = (card: Card) => {
    const y = Math.max(card.top, bottom + rule.gap);
    placed.push({ key: card.key, y, drift: y - card.top });
    bottom = y + card.height;
  };
  let index = 0;
  while (index < cards.length) {
    const card = cards[index]!;
    const drift = bottom + rule.gap - card.top;
    if (rule.open || card.pinned || drift <= rule.maxDrift) {
      put(card);
      index += 1;
      continue;
    }
    const after = endOfFold(cards, index, bottom, rule);
    if (after === index + 1 && drift <= 2 * rule.maxDrift) {
      put(card);
    } else {
      const y = bottom + rule.gap;
      folds.push({ keys: cards.slice(index, after).map((folded) => folded.key), y });
      bottom = y + rule.foldHeight;
    }
    index = after;
  }
  return { placed, folds, bottom };
}

/** The first card after `index` that stays out of the fold beginning there. */
function endOfFold(cards: readonly Card[], index: number, bottom: number, rule: FlowRule): number {
  const below = bottom + rule.gap + rule.foldHeight + rule.gap;
  let after = index + 1;
  while (after < cards.length && !cards[after]!.pinned && below - cards[after]!.top > rule.maxDrift) after += 1;
  return after;
}

/** Lanes for brackets that would lie over each other: the first free lane from the text outwards, at most three. */
export function lanes(spans: readonly { from: number; to: number }[]): number[] {
  const ends = [-Infinity, -Infinity, -Infinity];
  return spans.map((span) => {
    const free = ends.findIndex((end) => end <= span.from);
    const lane = free === -1 ? ends.length - 1 : free;
    ends[lane] = Math.max(ends[lane]!, span.to);
    return lane;
  });
}
