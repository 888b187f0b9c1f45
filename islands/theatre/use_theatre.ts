import { useEffect, useState } from "preact/hooks";
import type { Counterexample, NodeId, TraceEvent } from "@/engine/types.ts";
import { type Kind, KINDS } from "./kinds.ts";

/** One event after the other, slow enough to follow. */
const PLAY_MS = 900;

export interface Theatre {
  /** Index of the event that has just happened. */
  readonly row: number;
  readonly isPlaying: boolean;
  /** Nodes whose events are faded. */
  readonly hidden: ReadonlySet<NodeId>;
  /** What is not of this kind is faded. */
  readonly kind: Kind;
  /** True where only what leads to the current event stands out. */
  readonly showsPast: boolean;
  go(row: number): void;
  /** On or back, from one event that is not faded to the next. */
  step(by: 1 | -1): void;
  play(): void;
  toggleNode(id: NodeId): void;
  showKind(kind: Kind): void;
  togglePast(): void;
  /** Whether the spectator has not put an event aside. */
  isShown(event: TraceEvent): boolean;
}

/** Where the spectator is in a run. */
export function useTheatre({ trace }: Counterexample, startRow: number): Theatre {
  const { events } = trace;
  const last = events.length - 1;
  const [row, setRow] = useState(startRow);
  const [isPlaying, setPlaying] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<NodeId>>(new Set());
  const [kind, setKind] = useState<Kind>("all");
  const [showsPast, setShowsPast] = useState(false);
  const isShown = (event: TraceEvent) =>
    (event.node === null || !hidden.has(event.node)) && KINDS[kind].shows(event);
  const next = (by: 1 | -1) => {
    for (let to = row + by; to >= 0 && to <= last; to += by) if (isShown(events[to])) return to;
    return row;
  };

  useEffect(() => {
    if (!isPlaying) return;
    if (next(1) === row) return setPlaying(false);
    const timer = setTimeout(() => setRow(next(1)), PLAY_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, row, kind, hidden]);

  const go = (to: number) => {
    setPlaying(false);
    setRow(Math.max(0, Math.min(last, to)));
  };
  return {
    row,
    isPlaying,
    hidden,
    kind,
    showsPast,
    isShown,
    go,
    step: (by) => go(next(by)),
    play() {
      // At the end it begins anew.
      if (!isPlaying && row >= last) setRow(0);
      setPlaying(!isPlaying);
    },
    toggleNode(id) {
      const without = new Set(hidden);
      if (!without.delete(id)) without.add(id);
      setHidden(without);
    },
    showKind: setKind,
    togglePast: () => setShowsPast(!showsPast),
  };
}
