import { useEffect, useState } from "preact/hooks";
import { causalPast, follow, type Move, readMoves, writeMoves } from "./history.ts";

/** A run that the figure shows, and the two events that are compared in it. */
export interface View {
  readonly moves: readonly Move[];
  /** At most two; the same one twice when it is compared with itself. */
  readonly picks: readonly number[];
}

export interface Preset {
  readonly name: string;
  readonly fragment: string;
}

export const PRESETS: readonly Preset[] = [
  { name: "A chain of messages", fragment: "figure-vector-clocks=s12.d1.s23.d2.e1&pick=a.d" },
  { name: "Two who do not know", fragment: "figure-vector-clocks=s12.s32.d2.d1.e1&pick=a.b" },
];

/** The address's fragment for a view: a link to it shows the same. */
export function writeFragment({ moves, picks }: View): string {
  const { events } = follow(moves);
  const names = picks.map((index) => events[index].name).join(".");
  return `figure-vector-clocks=${writeMoves(moves)}${names === "" ? "" : `&pick=${names}`}`;
}

/** Reads a fragment; undefined where it speaks of something else, or of what cannot be. */
export function readFragment(fragment: string): View | undefined {
  const match = /^#?figure-vector-clocks=([a-z0-9.]*)(?:&pick=([a-z])(?:\.([a-z]))?)?$/.exec(
    fragment,
  );
  const written = match === null ? undefined : readMoves(match[1]);
  if (match === null || written === undefined) return undefined;
  const { moves, events } = follow(written);
  const picks = [match[2], match[3]]
    .map((name) => events.findIndex((event) => event.name === name))
    .filter((index) => index >= 0);
  return { moves, picks };
}

/** The figure's state: a stack of views, of which the last is shown. */
export function useFigure() {
  const [views, setViews] = useState<readonly View[]>([readFragment(PRESETS[0].fragment)!]);
  const view = views.at(-1)!;
  const history = follow(view.moves);
  const known = new Set(
    view.picks.flatMap((index) => [index, ...causalPast(history, index)]),
  );

  useEffect(() => {
    const fromAddress = () => {
      const linked = readFragment(location.hash);
      if (linked !== undefined) setViews([linked]);
    };
    fromAddress();
    addEventListener("hashchange", fromAddress);
    return () => removeEventListener("hashchange", fromAddress);
  }, []);

  const show = (next: readonly View[]) => {
    setViews(next);
    globalThis.history.replaceState(null, "", `#${writeFragment(next.at(-1)!)}`);
  };

  return {
    view,
    history,
    known,
    canUndo: views.length > 1,
    undo: () => show(views.slice(0, -1)),
    move: (move: Move) => show([...views, { ...view, moves: [...view.moves, move] }]),
    reset: () => show([...views, { moves: [], picks: [] }]),
    load: (preset: Preset) => show([...views, readFragment(preset.fragment)!]),
    /** Choosing is no move: undo does not bring it back. */
    setPicks: (picks: readonly number[]) => show([...views.slice(0, -1), { ...view, picks }]),
  };
}

/** A click on an event: it joins the comparison, or leaves it; of three the oldest leaves. */
export function togglePick(picks: readonly number[], index: number): readonly number[] {
  if (picks.includes(index)) return picks.filter((picked) => picked !== index);
  return [...picks, index].slice(-2);
}
