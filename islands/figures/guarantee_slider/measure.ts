import { checkLinearizability } from "@/engine/linearizability.ts";
import { type CellInput, keyValueModel } from "@/engine/linearizability/model.ts";
import { playStory } from "@/engine/story.ts";
import { startRun } from "../kit/play_run.ts";
import { type Client, Home, type Notebook, type Step } from "./clients.ts";
import { type Guarantee, GUARANTEES, type Key } from "./replica.ts";

/** What the reader sets. Ways take milliseconds, in one direction. */
export interface Settings {
  readonly guarantee: Guarantee;
  /** From A to B, and from B to C. */
  readonly nearMs: number;
  /** From A to C. */
  readonly farMs: number;
  /** How many of the three replicas an operation of the linearizable store waits for. */
  readonly quorum: number;
}

export const INITIAL: Settings = { guarantee: "eventual", nearMs: 10, farMs: 80, quorum: 2 };
export const NEAR_MS_MAX = 100;
export const FAR_MS_MAX = 200;

/** What may be seen that a guarantee forbids. */
export const SIGHTS = ["effect", "crossed", "stale"] as const;
export type Sight = typeof SIGHTS[number];

/** The weakest guarantee that forbids it; the stronger ones do, too. */
const FORBIDDEN_FROM: Readonly<Record<Sight, Guarantee>> = {
  effect: "causal",
  crossed: "sequential",
  stale: "linearizable",
};

export function isForbidden(sight: Sight, guarantee: Guarantee): boolean {
  return GUARANTEES.indexOf(guarantee) >= GUARANTEES.indexOf(FORBIDDEN_FROM[sight]);
}

export interface Measured {
  readonly guarantee: Guarantee;
  readonly steps: readonly Step[];
  readonly seen: Readonly<Record<Sight, boolean>>;
  /** How long the operations took on average. */
  readonly readMs: number;
  readonly writeMs: number;
}

/** Longer than all clients need at the greatest distances. */
const RUN = "run 30000ms";

/** Lets the clients do what they do, in a world with these distances, and looks at what they saw. */
export function measure(guarantee: Guarantee, { nearMs, farMs, quorum }: Settings): Measured {
  const notebook: Notebook = { steps: [], events: 0 };
  const pauseMs = Math.max(2, Math.round(nearMs / 2));
  const way = (ms: number) => ({ delayMs: [ms, ms] as const });
  const [near, far] = [way(nearMs), way(farMs)];
  const { world } = startRun({
    nodes: ["A", "B", "C"],
    spawn: (context) => new Home(context, { guarantee, quorum, pauseMs, notebook }) as never,
    seed: 1,
    faults: {
      links: { "A>B": near, "B>A": near, "B>C": near, "C>B": near, "A>C": far, "C>A": far },
    },
  });
  playStory(world, RUN);
  const { steps } = notebook;
  return {
    guarantee,
    steps,
    seen: lookAt(steps),
    readMs: meanMs(steps, "read"),
    writeMs: meanMs(steps, "write"),
  };
}

function lookAt(steps: readonly Step[]): Measured["seen"] {
  const last = (client: Client, key: Key) =>
    steps.findLast((step) => step.client === client && step.kind === "read" && step.key === key);
  return {
    effect: last("Cem", "post")?.value === 0,
    crossed: last("Ana", "q")?.value === 0 && last("Dia", "p")?.value === 0,
    stale: !isLinearizable(steps),
  };
}

function isLinearizable(steps: readonly Step[]): boolean {
  const operations = steps.map((step, index) => {
    const { client, kind, key, value, calledAt, returnedAt } = step;
    const input: CellInput = kind === "write" ? { kind, key, value: 1 } : { kind, key };
    return { id: String(index), client, input, output: value, calledAt, returnedAt };
  });
  return checkLinearizability(keyValueModel(0), operations).verdict !== "illegal";
}

function meanMs(steps: readonly Step[], kind: Step["kind"]): number {
  const times = steps.filter((step) => step.kind === kind)
    .map(({ calledMs, returnedMs }) => returnedMs - calledMs);
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}

const SAW: Readonly<Record<Sight, string>> = {
  effect: "Cem saw Ben's answer and not the post that it answers",
  crossed:
    "Ana and Dia each missed what the other had written before, so no single order explains both",
  stale: "somebody read an old value after the new one had been confirmed",
};

/** What was seen under the chosen guarantee, whether it may be, and what the operations cost. */
export function tellMeasured(measured: Measured, { quorum }: Settings): string {
  const { guarantee, seen, readMs, writeMs } = measured;
  const sights = SIGHTS.filter((sight) => seen[sight]);
  const cost = `Reads took ${showMs(readMs)} on average, writes ${showMs(writeMs)}.`;
  const broken = sights.filter((sight) => isForbidden(sight, guarantee));
  if (broken.length > 0) {
    return `Broken: ${
      SAW[broken[0]]
    }. Two quorums of ${quorum} out of three need not have a replica in common, so this store is not ${guarantee}, whatever it is called. ${cost}`;
  }
  if (sights.length === 0) {
    const waits = guarantee === "linearizable"
      ? ` Every operation waited for ${quorum} of the three.`
      : guarantee === "sequential"
      ? " Writes waited for the one order; reads were local."
      : " This time: the distances allow nothing else.";
    return `None of the three was seen.${waits} ${cost}`;
  }
  const told = sights.map((sight) => SAW[sight]).join("; ");
  return `${told[0].toUpperCase()}${
    told.slice(1)
  }. A store that is ${guarantee} may do that. ${cost}`;
}

export function showMs(ms: number): string {
  return `${ms < 10 && !Number.isInteger(ms) ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** `causal.10.80.2`: the guarantee, both ways, and the quorum. */
export function writeSettings({ guarantee, nearMs, farMs, quorum }: Settings): string {
  return [guarantee, nearMs, farMs, quorum].join(".");
}

export function readSettings(text: string): Settings | undefined {
  const match = /^([a-z]+)\.(\d{1,3})\.(\d{1,3})\.([123])$/.exec(text);
  const guarantee = GUARANTEES.find((each) => each === match?.[1]);
  if (match === null || guarantee === undefined) return undefined;
  const [nearMs, farMs, quorum] = match.slice(2).map(Number);
  const isInRange = nearMs >= 1 && nearMs <= NEAR_MS_MAX && farMs >= 1 && farMs <= FAR_MS_MAX;
  return isInRange ? { guarantee, nearMs, farMs, quorum } : undefined;
}
