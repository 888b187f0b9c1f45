import { useEffect, useState } from "preact/hooks";
import { CARDS } from "./cards.ts";
import { answerCard, dueCards, EMPTY, keepMemory, loadMemory, nextCard } from "./schedule.ts";

const KEYS = CARDS.map(({ key }) => key);
const DAY_MS = 86_400_000;

/** The day by the reader's own calendar, counted from 1970. */
function dayNow(): number {
  const now = new Date();
  return Math.floor(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY_MS);
}

/** What this browser knows of the reader's memory. `onLoad` is told the first card that is due. */
export function useMemory(onLoad: (next: string | undefined) => void) {
  const [memory, setMemory] = useState(EMPTY);
  const [today, setToday] = useState(0);
  useEffect(() => {
    const kept = loadMemory();
    setMemory(kept);
    setToday(dayNow());
    onLoad(nextCard(kept, KEYS, dayNow()));
  }, []);
  return {
    memory,
    due: dueCards(memory, KEYS, today).length,
    /** The card that is due next. */
    next: nextCard(memory, KEYS, today),
    /** Keeps the answer; returns the card's box, and the next card. */
    answer(key: string, wasKnown: boolean) {
      const day = dayNow();
      const after = answerCard(memory, { key, wasKnown, today: day });
      keepMemory(after);
      setMemory(after);
      setToday(day);
      return { box: after.recalls[key].box, next: nextCard(after, KEYS, day) };
    },
    forget() {
      keepMemory(EMPTY);
      setMemory(EMPTY);
    },
  };
}
