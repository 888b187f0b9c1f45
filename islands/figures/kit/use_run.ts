import { useMemo } from "preact/hooks";
import { type Move, MOVES_MAX, readMoves, writeMoves } from "./moves.ts";
import { playRun, type Run, type RunSetup } from "./play_run.ts";
import { usePermalink } from "./use_permalink.ts";
import { usePlayback } from "./use_playback.ts";

export interface RunOptions<Settings extends string> {
  /** The id of the figure's frame. */
  readonly id: string;
  /** All the settings that there are, such as `3`, `5` and `7` for the number of nodes. */
  readonly settings: readonly Settings[];
  /** The world for a setting. It must be the same object for the same setting. */
  readonly setup: (settings: Settings) => RunSetup;
  /** What is shown first, as `writeRun` writes it. */
  readonly initial: string;
}

/** A run, and how far the reader has come in it: what lies beyond can be stepped into again. */
interface RunState<Settings> {
  readonly settings: Settings;
  readonly moves: readonly Move[];
  readonly at: number;
}

/**
 * A world in the browser that the reader moves: step, act, go back, play. What is shown is in the
 * address. A figure asks for it once and draws `run.world`.
 */
export function useRun<Settings extends string>(options: RunOptions<Settings>) {
  const { id, settings: known, setup } = options;
  const read = (text: string) => readRun(text, known);
  const [state, show, href] = usePermalink<RunState<Settings>>({
    id,
    initial: read(options.initial)!,
    read,
    write: writeRun,
  });
  const { settings, moves, at } = state;
  const run: Run = useMemo(
    () => playRun(setup(settings), moves.slice(0, at)),
    [settings, moves, at],
  );
  const { world } = run;
  const canStep = at < moves.length || (world.queue.size > 0 && at < MOVES_MAX);
  /** Something other than what was played before: the rest of that is forgotten. */
  const act = (...added: readonly Move[]) => {
    const next = [...moves.slice(0, at), ...added].slice(0, MOVES_MAX);
    const { moves: made } = playRun(setup(settings), next);
    show({ settings, moves: made, at: made.length });
  };
  const step = () => at < moves.length ? show({ ...state, at: at + 1 }) : act({ kind: "step" });
  const playback = usePlayback({ canStep, step });
  /** Begins anew: with another setting, or with a run that is written in text. */
  const load = (text: string) => {
    playback.setIsPlaying(false);
    show(read(text)!);
  };
  return {
    run,
    settings,
    /** How many moves are shown, and whether no more can be made. */
    at,
    isFull: at >= MOVES_MAX,
    href,
    act,
    load,
    /** For `StepControls`. */
    steps: {
      canBack: at > 0,
      canStep,
      onRewind: () => show({ ...state, at: 0 }),
      onBack: () => show({ ...state, at: at - 1 }),
      onStep: step,
      playback,
    },
  };
}

/** `5~12.x1`: the setting, then the moves. */
export function writeRun<Settings extends string>(
  { settings, moves, at }: RunState<Settings>,
): string {
  return `${settings}~${writeMoves(moves.slice(0, at))}`;
}

export function readRun<Settings extends string>(
  text: string,
  known: readonly Settings[],
): RunState<Settings> | undefined {
  const [settings, written, ...rest] = text.split("~");
  const found = known.find((each) => each === settings);
  const moves = rest.length > 0 || written === undefined ? undefined : readMoves(written);
  return found === undefined || moves === undefined
    ? undefined
    : { settings: found, moves, at: moves.length };
}
