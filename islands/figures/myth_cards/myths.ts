import type { Case } from "../claims/case.ts";
import { runMerges, runOverlaps } from "./arguments.ts";
import { runBareRetry, runNamedRetry, runNoAnswer } from "./bank_cases.ts";
import {
  runClose,
  runConcurrent,
  runFarApart,
  runQuiet,
  runSequence,
  runSilence,
  runSlowClock,
  runUnderWay,
} from "./copy_cases.ts";
import { runCutRead, runFigure8, runOwnTerm, runWholeRead } from "./raft_cases.ts";

export const HEAPS = ["always", "only if", "never"] as const;
export type Heap = typeof HEAPS[number];

/** A claim to sort. */
export interface Myth {
  readonly text: string;
  readonly run: () => readonly Case[];
  /** The rest of the sentence, or why there is no run that shows something else. */
  readonly because: string;
}

export const MYTHS: readonly Myth[] = [
  {
    text: "A read from the leader is current.",
    run: () => [runWholeRead(), runCutRead()],
    because:
      "Only if it is still the leader when it answers, and it has to find that out, for example by asking a majority.",
  },
  {
    text: "Any two majorities of one group have a machine in common.",
    run: () => [runOverlaps()],
    because: "More than half and more than half is more than all. It is why a majority is counted.",
  },
  {
    text: "The write with the later time stamp happened later.",
    run: () => [runFarApart(), runClose()],
    because: "Only if the stamps differ by more than the two clocks can be apart.",
  },
  {
    text: "A machine can tell from silence alone that another has crashed.",
    run: () => [runSilence()],
    because: "Both runs look the same to it. To know more, some message would have to reach it.",
  },
  {
    text: "Trying again is harmless.",
    run: () => [runNamedRetry(), runBareRetry()],
    because: "Only if the request has a name by which it is known again.",
  },
  {
    text: "A value that a majority has stored is committed.",
    run: () => [runOwnTerm(), runFigure8()],
    because:
      "Only if the leader that counts the copies wrote it in its present term, or something after it is committed.",
  },
  {
    text: "Counters that only grow agree once all increments have arrived, in whatever order.",
    run: () => [runMerges()],
    because:
      "The merge takes the larger number for each copy: order and repetition make no difference to that.",
  },
  {
    text: "Last writer wins loses a confirmed write.",
    run: () => [runSequence(), runConcurrent(), runSlowClock()],
    because: "Only if two writes are concurrent, or a clock is wrong.",
  },
  {
    text: "A client without an answer can tell whether its payment was booked.",
    run: () => [runNoAnswer()],
    because: "Both runs look the same to it. It can ask again, and then a message tells it.",
  },
  {
    text: "Synchronized copies are identical.",
    run: () => [runQuiet(), runUnderWay()],
    because: "Only if nothing is being written, and every message has arrived.",
  },
];

/** Where a claim belongs, by its runs: all hold, some do, or none. */
export function heapOf({ run }: Myth): Heap {
  const cases = run();
  if (cases.every(({ holds }) => holds)) return "always";
  return cases.some(({ holds }) => holds) ? "only if" : "never";
}
