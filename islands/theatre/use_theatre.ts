import { useEffect, useState } from "preact/hooks";
import type { Counterexample, NodeId } from "@/engine/types.ts";

/** One event after the other, slow enough to follow. */
const PLAY_MS = 900;

export interface Theatre {
  /** Index of the event that has just happened. */
  readonly row: number;
  readonly isPlaying: boolean;
  /** Nodes whose events are faded. */
  readonly hidden: ReadonlySet<NodeId>;
  /** True where only what leads to the current event stands out. */
  readonly showsPast: boolean;
  go(row: number): void;
  step(by: number): void;
  play(): void;
  toggleNode(id: NodeId): void;
  togglePast(): void;
}

/** Where the spectator is in a run. It opens where the property broke. */
export function useTheatre({ trace, culprit }: Counterexample): Theatre {
  const last = trace.events.length - 1;
  const [row, setRow] = useState(() => rowOfStep(trace.events, culprit));
  const [isPlaying, setPlaying] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<NodeId>>(new Set());
  const [showsPast, setShowsPast] = useState(false);

  useEffect(() => {
    if (!isPlaying) return;
    if (row >= last) return setPlaying(false);
    const timer = setTimeout(() => setRow(row + 1), PLAY_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, row]);

  const go = (to: number) => {
    setPlaying(false);
    setRow(Math.max(0, Math.min(last, to)));
  };
  return {
    row,
    isPlaying,
    hidden,
    showsPast,
    go,
    step: (by) => go(row + by),
    play() {
      // At the end it begins anew.
      if (!isPlaying && row >= last) setRow(0);
      setPlaying(!isPlaying);
    },
    toggleNode(id) {
      const next = new Set(hidden);
      if (!next.delete(id)) next.add(id);
      setHidden(next);
    },
    togglePast: () => setShowsPast(!showsPast),
  };
}

/** Index of the event with a step, the last one where there is none. */
export function rowOfStep(events: readonly { readonly step: number }[], step: number): number {
  const row = events.findIndex((event) => event.step === step);
  return row < 0 ? events.length - 1 : row;
}
