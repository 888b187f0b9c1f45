/** What is known of the reader's memory of one card. */
export interface Recall {
  /** How often in a row it was known, at most `DAYS.length - 1`. */
  readonly box: number;
  /** The day on which it is due, counted from 1970. */
  readonly day: number;
  /** After how many answers in all it is asked again today; absent where it was known. */
  readonly again?: number;
}

export interface Memory {
  /** Answers given so far. */
  readonly asked: number;
  readonly recalls: Readonly<Record<string, Recall>>;
}

export const EMPTY: Memory = { asked: 0, recalls: {} };

/**
 * Days until a card comes back, by its box (Leitner's boxes: each time it is known it waits longer).
 * The lengths are ours.
 */
export const DAYS = [0, 1, 3, 7, 16] as const;

/** A card that was not known comes back when this many others have been asked. */
export const OTHERS = 3;

/** The memory after a card was asked. */
export function answerCard(
  { asked, recalls }: Memory,
  { key, wasKnown, today }: { key: string; wasKnown: boolean; today: number },
): Memory {
  const box = wasKnown ? Math.min((recalls[key]?.box ?? 0) + 1, DAYS.length - 1) : 0;
  const recall = { box, day: today + DAYS[box] };
  return {
    asked: asked + 1,
    recalls: {
      ...recalls,
      [key]: wasKnown ? recall : { ...recall, again: asked + 1 + OTHERS },
    },
  };
}

/** The cards that are due, in their order. A card that was never asked is due. */
export function dueCards({ recalls }: Memory, keys: readonly string[], today: number) {
  return keys.filter((key) => (recalls[key]?.day ?? 0) <= today);
}

/**
 * The card to ask next: one that was not known, once enough others have been asked; else one that
 * has not been asked today; else whichever was not known longest ago. Undefined where none is due.
 */
export function nextCard(
  memory: Memory,
  keys: readonly string[],
  today: number,
): string | undefined {
  const due = dueCards(memory, keys, today);
  const againOf = (key: string) => memory.recalls[key]?.again;
  const back = due.filter((key) => againOf(key) !== undefined)
    .toSorted((one, other) => againOf(one)! - againOf(other)!);
  if (back.length > 0 && againOf(back[0])! <= memory.asked) return back[0];
  return due.find((key) => againOf(key) === undefined) ?? back[0];
}

const KEY = "truthlab:recall";

type Kept = Pick<Storage, "getItem" | "setItem">;

/** What was kept in this browser, as far as it has the right shape. */
export function loadMemory(storage: Kept = localStorage): Memory {
  try {
    const { asked, recalls } = JSON.parse(storage.getItem(KEY) ?? "null") ?? EMPTY;
    const right = Object.entries(recalls as Record<string, Recall>).filter(([, recall]) =>
      Number.isInteger(recall?.day) && recall.box in DAYS &&
      (recall.again === undefined || Number.isInteger(recall.again))
    );
    return Number.isInteger(asked) ? { asked, recalls: Object.fromEntries(right) } : EMPTY;
  } catch {
    return EMPTY;
  }
}

export function keepMemory(memory: Memory, storage: Kept = localStorage): void {
  try {
    storage.setItem(KEY, JSON.stringify(memory));
  } catch {
    // It cannot be kept: it is known until the page is left.
  }
}
