import { useEffect, useState } from "preact/hooks";
import { type Bets, keepBets, loadBets, type When } from "./bets.ts";

/** The bets that are kept in this browser, how to place one, and how to forget all. */
export function useBets() {
  const [bets, setBets] = useState<Bets>({});
  useEffect(() => setBets(loadBets()), []);
  const set = (next: Bets) => {
    keepBets(next);
    setBets(next);
  };
  return {
    bets,
    place: (key: string, when: When, sure: number) =>
      set({ ...bets, [key]: { ...bets[key], [when]: sure } }),
    forget: () => set({}),
  };
}
