/** How sure a reader is of a claim, in percent: before its run, after it, and at the chapter's end. */
export interface Bet {
  readonly before?: number;
  readonly after?: number;
  readonly now?: number;
}

export type When = keyof Bet;

/** Bets by the key of their claim. */
export type Bets = Readonly<Record<string, Bet>>;

const KEY = "truthlab:bets";
const WHENS: readonly When[] = ["before", "after", "now"];

type Kept = Pick<Storage, "getItem" | "setItem">;

/** What was bet in this browser; one that keeps nothing has no bets. */
export function loadBets(storage: Kept = localStorage): Bets {
  try {
    return readBets(JSON.parse(storage.getItem(KEY) ?? "{}"));
  } catch {
    return {};
  }
}

export function keepBets(bets: Bets, storage: Kept = localStorage): void {
  try {
    storage.setItem(KEY, JSON.stringify(bets));
  } catch {
    // It cannot be kept: the bets stand until the page is left.
  }
}

/** Takes from what was kept only what has the right shape: anybody can edit it. */
function readBets(value: unknown): Bets {
  const isSure = (sure: unknown) =>
    Number.isInteger(sure) && Number(sure) >= 0 && Number(sure) <= 100;
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([key, kept]) => {
      const whens = WHENS.filter((when) => isSure((kept as Bet | null)?.[when]));
      return [key, Object.fromEntries(whens.map((when) => [when, (kept as Bet)[when]]))];
    }),
  );
}

/** How sure, in words. */
export function tellSure(sure: number): string {
  if (sure === 0) return "surely false";
  if (sure === 100) return "surely true";
  if (sure < 40) return "rather false";
  return sure > 60 ? "rather true" : "could be either";
}

/** How far a bet was from what came of it, in percent. */
export function missOf(sure: number, isTrue: boolean): number {
  return isTrue ? 100 - sure : sure;
}
