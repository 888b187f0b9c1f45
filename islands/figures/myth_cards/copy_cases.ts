import { type Case, play } from "../claims/case.ts";
import { COPIES } from "../claims/clusters.ts";
import { type CopyNode, PATIENCE_MS } from "../claims/copy_node.ts";
import { programOf } from "../kit/moves.ts";

/** Both copies after a story. */
function copiesAfter(story: string): readonly [CopyNode, CopyNode] {
  const world = play(COPIES, story);
  return [programOf<CopyNode>(world, "n1")!, programOf<CopyNode>(world, "n2")!];
}

export function runSilence(): Case {
  const seenAfter = (trouble: string) => {
    const [, { heard }] = copiesAfter(`run 350ms\n${trouble} n1\nrun ${PATIENCE_MS}ms`);
    return heard.map((atMs) => Math.round(atMs - heard[0])).join(", ");
  };
  const [crashed, paused] = [seenAfter("crash"), seenAfter("pause")];
  return {
    name: "n1 crashes, or pauses",
    lines: [
      `n1 crashes. n2 has heard of it at these times, in ms from the first: ${crashed}.`,
      `n1 pauses, and will go on. n2 has heard of it at: ${paused}.`,
      crashed === paused ? "n2 has seen the same in both." : "n2 has seen something else in each.",
    ],
    holds: crashed !== paused,
  };
}

const SLOW_MS = 40;

export const runFarApart = () => runStamps("100 ms apart", 100);
export const runClose = () => runStamps("20 ms apart", 20);

/** n1's clock is ahead; n1 writes first, and n2 some time later. */
function runStamps(name: string, laterMs: number): Case {
  const [one, other] = copiesAfter(
    `skew n1 +${SLOW_MS}ms\nrun 50ms\ncommand n1 "first"\nrun ${laterMs}ms\ncommand n2 "second"`,
  );
  const ahead = Math.round(other.confirmed[0].atMs - one.confirmed[0].atMs);
  return {
    name,
    lines: [
      `n1's clock is ${SLOW_MS} ms ahead of n2's.`,
      `n1 writes, and ${laterMs} ms later n2 does.`,
      `The stamp of the second write is ${Math.abs(ahead)} ms ${
        ahead > 0 ? "later" : "earlier"
      } than that of the first.`,
    ],
    holds: ahead > 0,
  };
}

export const runSequence = () =>
  runLast("One after the other", {
    tells: "A client writes “a” at n1. When it has arrived, another writes “b” at n2.",
    story: 'command n1 "a"\nrun 50ms\ncommand n2 "b"\nrun 50ms',
    isOver: "a",
  });

export const runConcurrent = () =>
  runLast("Both at once", {
    tells: "One client writes “a” at n1, another “b” at n2. Neither can know of the other.",
    story: 'command n1 "a"\ncommand n2 "b"\nrun 50ms',
  });

export const runSlowClock = () =>
  runLast("A clock that is slow", {
    tells:
      "A client writes “a” at n1. Another has read it, and writes “b” at n2, whose clock is slow.",
    story: 'skew n2 -500ms\ncommand n1 "a"\nrun 50ms\ncommand n2 "b"\nrun 50ms',
    isOver: "a",
  });

/** `isOver`: a value that was meant to be replaced, and so is not lost. */
function runLast(
  name: string,
  { tells, story, isOver }: { tells: string; story: string; isOver?: string },
): Case {
  const copies = copiesAfter(`run 50ms\n${story}`);
  const confirmed = copies.flatMap((copy) => copy.confirmed.map(({ value }) => value));
  const kept = copies.map(({ written }) => written.value);
  const lost = confirmed.filter((value) => value !== isOver && !kept.includes(value));
  return {
    name,
    lines: [
      tells,
      `Confirmed: ${confirmed.map((value) => `“${value}”`).join(" and ")}.`,
      `In the copies: “${kept[0]}” at n1, “${kept[1]}” at n2.`,
      lost.length === 0 ? "Nothing is lost." : `Lost without a word: “${lost.join("”, “")}”.`,
    ],
    holds: lost.length > 0,
  };
}

export const runQuiet = () => runCopies("When all is quiet", "run 50ms");
export const runUnderWay = () => runCopies("Right after a write", "");

function runCopies(name: string, wait: string): Case {
  const [one, other] = copiesAfter(`run 50ms\ncommand n1 "new"\n${wait}`);
  return {
    name,
    lines: [
      "A client writes “new” at n1.",
      wait === "" ? "The message to n2 is under way." : "50 ms pass, and nothing else is written.",
      `In the copies: “${one.written.value}” at n1, “${other.written.value}” at n2.`,
    ],
    holds: one.written.value === other.written.value,
  };
}
