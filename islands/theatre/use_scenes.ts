import { useEffect, useRef, useState } from "preact/hooks";
import type { Branching, Judgement, Played, StartView } from "@/engine/play_case.ts";
import type { Counterexample } from "@/engine/types.ts";
import { describeChoice } from "./describe_choice.ts";
import { readFlights } from "./read_flights.ts";
import { rowOfStep } from "./row_of_step.ts";
import type { Shared } from "./share_link.ts";
import type { Player } from "./use_player.ts";

/** A run on the stage, with all that is known of it. */
export interface Scene extends Shared {
  /** What was chosen to come here; absent for the run that was opened. */
  readonly chosen?: string;
  /** Where the spectator is to be at first. */
  readonly startRow: number;
  /** The program that it ran with; empty where it is not at hand. */
  readonly source: string;
  /** By step. Empty where they are not known. */
  readonly lines: readonly (readonly number[])[];
  readonly judgements: readonly Judgement[];
  readonly start: readonly StartView[];
  readonly isCut: boolean;
}

export interface Scenes {
  readonly scene: Scene;
  /** How many choices lie behind it. */
  readonly depth: number;
  readonly isBusy: boolean;
  /** Why a branch could not be played; empty where it could. */
  readonly trouble: string;
  branch(branching: Branching, source: string): void;
  /** To where the last choice was made, or to the run that was opened. */
  back(isToRun: boolean): void;
}

export interface ScenesOptions {
  readonly shared: Shared;
  readonly player: Player;
}

/** The run that was opened, and the branches that other choices led to. */
export function useScenes({ shared, player }: ScenesOptions): Scenes {
  const { counterexample } = shared;
  const [known, setKnown] = useState<Played>();
  const [branches, setBranches] = useState<readonly Scene[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const turn = useRef(0);

  useEffect(() => {
    const { program } = counterexample;
    if (!player.canPlay(program)) return;
    let isGone = false;
    player.play(program, { claim: claimOf(counterexample), tellsLines: true }).then((ending) => {
      // What is not the very same run says nothing about this one.
      const isSame = ending.kind === "played" && ending.played !== null &&
        isSameRun(ending.played.counterexample, counterexample);
      if (!isGone && isSame) setKnown(ending.played!);
    });
    return () => {
      isGone = true;
    };
  }, [counterexample]);

  const opened: Scene = {
    ...shared,
    startRow: rowOfStep(counterexample.trace.events, counterexample.culprit),
    source: counterexample.program,
    lines: known?.lines ?? [],
    judgements: known?.judgements ?? [ownJudgement(shared)],
    start: known?.start ?? [],
    isCut: false,
  };
  const scene = branches.at(-1) ?? opened;

  const branch = async (branching: Branching, source: string) => {
    const mine = ++turn.current;
    setBusy(true);
    setTrouble("");
    const claim = claimOf(scene.counterexample);
    const ending = await player.play(source, { claim, branching, tellsLines: true });
    if (turn.current !== mine) return;
    setBusy(false);
    if (ending.kind !== "played") setTrouble(ending.kind === "stopped" ? "" : ending.reason);
    else if (ending.played === null) setTrouble(HIDDEN);
    else setBranches([...branches, sceneOf(scene, { source, branching, played: ending.played })]);
  };
  return {
    scene,
    depth: branches.length,
    isBusy,
    trouble,
    branch,
    back(isToRun) {
      turn.current++;
      setBusy(false);
      setTrouble("");
      setBranches(isToRun ? [] : branches.slice(0, -1));
    },
  };
}

/** Said where a run cannot be played on. */
export const HIDDEN =
  "The check that found this run is hidden, so it cannot be played here: open " +
  "it from your own submission.";

export function claimOf({ check, plan, seed, schedule }: Counterexample) {
  return { check, plan, seed, schedule };
}

function isSameRun(one: Counterexample, other: Counterexample): boolean {
  const told = ({ trace }: Counterexample, count: number) =>
    JSON.stringify(trace.events.slice(0, count));
  const count = Math.min(one.trace.events.length, other.trace.events.length);
  return count > 0 && told(one, count) === told(other, count);
}

/** What is known without playing anything. */
function ownJudgement({ promise, message, counterexample }: Shared): Judgement {
  return { name: counterexample.check, promise, failedAt: counterexample.culprit, message };
}

function sceneOf(
  from: Scene,
  { source, branching, played }: {
    readonly source: string;
    readonly branching: Branching;
    readonly played: Played;
  },
): Scene {
  const { counterexample, judgements, lines, start, isCut } = played;
  const { step, isInstead, choice } = branching;
  const row = Math.min(counterexample.trace.events.length - 1, isInstead ? step - 1 : step);
  const [own] = judgements;
  const where = isInstead ? `instead of step ${step}` : `after step ${step}`;
  const { text, data } = describeChoice(choice, readFlights(from.counterexample.trace));
  return {
    promise: from.promise,
    message: own.failedAt === undefined ? `The check holds on this branch.` : own.message,
    counterexample,
    chosen: `${where}: ${text}${data === "" ? "" : ` ${data}`}`,
    startRow: Math.max(0, row),
    source,
    lines,
    judgements,
    start,
    isCut,
  };
}
