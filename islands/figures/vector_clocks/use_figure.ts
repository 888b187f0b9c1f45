import { useState } from "preact/hooks";
import { usePermalink } from "../kit/use_permalink.ts";
import { causalPast, follow, type Move, readMoves, writeMoves } from "./history.ts";

/** A run that the figure shows, and the two events that are compared in it. */
export interface View {
  readonly moves: readonly Move[];
  /** At most two; the same one twice when it is compared with itself. */
  readonly picks: readonly number[];
}

export interface Preset {
  readonly name: string;
  /** The view, as `writeView` writes it. */
  readonly written: string;
}

export const FIGURE_ID = "figure-vector-clocks";

export const PRESETS: readonly Preset[] = [
  { name: "A chain of messages", written: "s12.d1.s23.d2.e1&pick=a.d" },
  { name: "Two who do not know", written: "s12.s32.d2.d1.e1&pick=a.b" },
];

/** A view as the address holds it. */
export function writeView({ moves, picks }: View): string {
  const { events } = follow(moves);
  const names = picks.map((index) => events[index].name).join(".");
  return `${writeMoves(moves)}${names === "" ? "" : `&pick=${names}`}`;
}

/** Reads what was written; undefined for what cannot be. */
export function readView(text: string): View | undefined {
  const match = /^([a-z0-9.]*)(?:&pick=([a-z])(?:\.([a-z]))?)?$/.exec(text);
  const written = match === null ? undefined : readMoves(match[1]);
  if (match === null || written === undefined) return undefined;
  const { moves, events } = follow(written);
  const picks = [match[2], match[3]]
    .map((name) => events.findIndex((event) => event.name === name))
    .filter((index) => index >= 0);
  return { moves, picks };
}

/** The figure's state, and the states before it, to go back to. */
export function useFigure() {
  const [view, setView, href] = usePermalink<View>({
    id: FIGURE_ID,
    initial: readView(PRESETS[0].written)!,
    read: readView,
    write: writeView,
  });
  const [past, setPast] = useState<readonly View[]>([]);
  const history = follow(view.moves);
  const known = new Set(
    view.picks.flatMap((index) => [index, ...causalPast(history, index)]),
  );
  const show = (next: View) => {
    setPast([...past, view]);
    setView(next);
  };
  const undo = () => {
    setView(past.at(-1)!);
    setPast(past.slice(0, -1));
  };
  return {
    view,
    history,
    known,
    href,
    canUndo: past.length > 0,
    undo,
    move: (move: Move) => show({ ...view, moves: [...view.moves, move] }),
    reset: () => show({ moves: [], picks: [] }),
    load: (preset: Preset) => show(readView(preset.written)!),
    /** Choosing is no move: undo does not bring it back. */
    setPicks: (picks: readonly number[]) => setView({ ...view, picks }),
  };
}

/** A click on an event: it joins the comparison, or leaves it; of three the oldest leaves. */
export function togglePick(picks: readonly number[], index: number): readonly number[] {
  if (picks.includes(index)) return picks.filter((picked) => picked !== index);
  return [...picks, index].slice(-2);
}
