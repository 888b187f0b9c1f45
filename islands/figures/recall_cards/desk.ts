import { CARDS } from "./cards.ts";
import { DAYS, OTHERS } from "./schedule.ts";

/** What lies on the desk: a card, turned or not, or the bets; and what became of the card before. */
export interface Desk {
  /** The key of a card, or `bets`. */
  readonly shown: string;
  readonly isTurned: boolean;
  /** The box that the card before went to. */
  readonly lastBox?: number;
}

/** `s4a~2`: card s4, turned; the one before went to box 2. */
export function writeDesk({ shown, isTurned, lastBox }: Desk): string {
  return `${shown}${isTurned ? "a" : ""}${lastBox === undefined ? "" : `~${lastBox}`}`;
}

export function readDesk(text: string): Desk | undefined {
  const [, shown, turned, box] = /^(bets|[st]\d+)(a?)(?:~([0-4]))?$/.exec(text) ?? [];
  if (shown === undefined) return undefined;
  const isBets = shown === "bets";
  if (isBets ? turned !== "" : !CARDS.some(({ key }) => key === shown)) return undefined;
  return {
    shown,
    isTurned: turned === "a",
    ...(box === undefined ? {} : { lastBox: Number(box) }),
  };
}

/** What became of the card before, and what to do now. */
export function tellDesk({ shown, isTurned, lastBox }: Desk): string {
  const last = lastBox === undefined
    ? ""
    : lastBox === 0
    ? `Not known: that card comes back after ${OTHERS} others. `
    : `Known: that card comes back in ${DAYS[lastBox]} ${DAYS[lastBox] === 1 ? "day" : "days"}. `;
  if (shown === "bets") {
    return `${last}Say how sure you are today. Then compare with your bets from the beginning.`;
  }
  return last +
    (isTurned
      ? "Be honest: did you know it?"
      : "Say the answer to yourself, and then turn the card.");
}
