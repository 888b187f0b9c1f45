/** What the reader sets. Times in milliseconds. */
export interface Settings {
  /** ε: half the width of the interval that a machine's clock gives, 1 to 10. */
  readonly epsilonMs: number;
  /** How long replication takes, 0 to 60. */
  readonly roundTripMs: number;
  /** Where the true error of each machine's clock lies, in hundredths of ε, -100 to 100. */
  readonly errorA: number;
  readonly errorB: number;
  /** Whether the transaction waits until its stamp is surely past. */
  readonly waits: boolean;
}

export const INITIAL: Settings = {
  epsilonMs: 4,
  roundTripMs: 3,
  errorA: 75,
  errorB: -75,
  waits: true,
};

/** One transaction in true time, which nobody can read off a clock. */
export interface Transaction {
  readonly machine: "A" | "B";
  readonly startMs: number;
  /** The interval that the machine's clock gives when the stamp is taken. */
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly stampMs: number;
  readonly replicatedMs: number;
  /** From then on the stamp is surely past, whatever the error. */
  readonly surelyPastMs: number;
  /** When others learn that it is done. */
  readonly doneMs: number;
}

export interface Outcome {
  readonly first: Transaction;
  /** It begins as soon as the first one is confirmed. */
  readonly second: Transaction;
  /** External consistency: finished before begun means the smaller stamp (Spanner, section 1). */
  readonly holds: boolean;
  /** What the wait adds to the commit, beyond replication. */
  readonly addedMs: number;
}

/** A transaction on A and, once it is confirmed, one on B (Corbett et al., OSDI 2012, section 4). */
export function commit(settings: Settings): Outcome {
  const first = runTransaction("A", 0, settings);
  const second = runTransaction("B", first.doneMs, settings);
  return {
    first,
    second,
    holds: first.stampMs < second.stampMs,
    addedMs: Math.max(0, first.doneMs - first.replicatedMs),
  };
}

function runTransaction(
  machine: "A" | "B",
  startMs: number,
  { epsilonMs, roundTripMs, errorA, errorB, waits }: Settings,
): Transaction {
  const errorMs = epsilonMs * (machine === "A" ? errorA : errorB) / 100;
  const middleMs = startMs + errorMs;
  const stampMs = middleMs + epsilonMs;
  // The machine's earliest time runs epsilon behind its middle: it passes the stamp after 2 epsilon.
  const surelyPastMs = startMs + 2 * epsilonMs;
  const replicatedMs = startMs + roundTripMs;
  return {
    machine,
    startMs,
    earliestMs: middleMs - epsilonMs,
    latestMs: stampMs,
    stampMs,
    replicatedMs,
    surelyPastMs,
    doneMs: waits ? Math.max(replicatedMs, surelyPastMs + STEP_MS) : replicatedMs,
  };
}

/** Surely past means past: the wait ends a moment after. */
const STEP_MS = 0.01;

/** What it comes to, in words. */
export function tellOutcome({ first, second, holds, addedMs }: Outcome, waits: boolean): string {
  const stamps = `The first transaction got stamp ${show(first.stampMs)}, and the second, which ` +
    `began after the first was confirmed, got ${show(second.stampMs)}.`;
  if (!holds) {
    return `${stamps} The order is wrong: a reader at a stamp in between sees the second without ` +
      `the first.`;
  }
  if (!waits) return `${stamps} The order is right this time, by luck: the clocks allow another.`;
  return addedMs < 0.05
    ? `${stamps} Replication took longer than the wait, so the wait added nothing.`
    : `${stamps} The wait added ${show(addedMs)} to the commit.`;
}

export function show(ms: number): string {
  return `${(Math.round(ms * 10) / 10).toFixed(1)} ms`;
}

/** The settings as text for an address: `4.3.75.-75.w`. */
export function writeSettings(settings: Settings): string {
  const { epsilonMs, roundTripMs, errorA, errorB, waits } = settings;
  return [epsilonMs, roundTripMs, errorA, errorB, waits ? "w" : "n"].join(".");
}

export function readSettings(text: string): Settings | undefined {
  const match = /^(\d+)\.(\d+)\.(-?\d+)\.(-?\d+)\.([wn])$/.exec(text);
  if (match === null) return undefined;
  const [epsilonMs, roundTripMs, errorA, errorB] = match.slice(1, 5).map(Number);
  const isInRange = epsilonMs >= 1 && epsilonMs <= 10 && roundTripMs <= 60 &&
    Math.abs(errorA) <= 100 && Math.abs(errorB) <= 100;
  return isInRange
    ? { epsilonMs, roundTripMs, errorA, errorB, waits: match[5] === "w" }
    : undefined;
}
