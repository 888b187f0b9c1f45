import { describeEvent } from "@/components/describe_event.ts";
import { observable } from "@/engine/observable.ts";
import type { TraceEffect, TraceEvent } from "@/engine/types.ts";

/** Where two runs under one schedule part. */
export interface Difference {
  /** Index of the first event that differs. */
  readonly row: number;
  /** In one sentence. */
  readonly told: string;
}

/**
 * The first event in which others would see two runs differ: what happened, or what the program
 * answered. Undefined where they never could.
 */
export function firstDifference(
  mine: readonly TraceEvent[],
  theirs: readonly TraceEvent[],
): Difference | undefined {
  for (let row = 0; row < Math.max(mine.length, theirs.length); row++) {
    const [one, other] = [mine[row], theirs[row]];
    if (one === undefined || other === undefined) {
      return { row, told: tellEnd(row, one ?? other, one === undefined) };
    }
    const [seen, right] = [observable(one), observable(other)];
    if (whatOf(seen) !== whatOf(right)) return { row, told: tellWhat(seen, right) };
    if (one.threw !== undefined || keysOf(seen.effects) !== keysOf(right.effects)) {
      return { row, told: tellAnswer(one, seen, right) };
    }
  }
  return undefined;
}

function whatOf({ node, kind, from, payload }: TraceEvent): string {
  return keyOf([node, kind, from, payload]);
}

/** In which order messages to several nodes were sent is no difference. */
function keysOf(effects: readonly TraceEffect[]): string {
  return effects.map(effectKey).sort().join();
}

function effectKey({ kind, to, name, payload }: TraceEffect): string {
  return keyOf([kind, to, name, payload]);
}

/** The order in which an object's fields were set is no difference. */
function keyOf(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part) =>
      typeof part !== "object" || part === null || Array.isArray(part)
        ? part
        : Object.fromEntries(Object.entries(part).sort(([one], [other]) => one < other ? -1 : 1)),
  );
}

function tellAnswer(event: TraceEvent, seen: TraceEvent, right: TraceEvent): string {
  const without = (effects: readonly TraceEffect[], others: readonly TraceEffect[]) => {
    const known = new Set(others.map(effectKey));
    return effects.filter((effect) => !known.has(effectKey(effect)));
  };
  const own = without(seen.effects, right.effects);
  const mine = { ...seen, effects: own, threw: event.threw };
  const theirs = { ...right, effects: without(right.effects, seen.effects) };
  return `At step ${event.step} ${wordsOf(seen)}. Then your ${event.node} ${answerOf(mine)}; ` +
    `the reference ${answerOf(theirs)}.`;
}

function tellWhat(mine: TraceEvent, theirs: TraceEvent): string {
  return `The runs part at step ${mine.step}: in yours, ${
    wordsOf(mine)
  }; under the same schedule ` +
    `the reference's run goes on otherwise, and there ${wordsOf(theirs)}.`;
}

function tellEnd(row: number, next: TraceEvent, isMine: boolean): string {
  const [ends, goes] = isMine ? ["Your", "the reference's"] : ["The reference's", "yours"];
  return `Up to step ${row} others see no difference. ${ends} run ends there, and ${goes} goes on: ` +
    `${wordsOf(next)}.`;
}

function wordsOf(event: TraceEvent): string {
  const { text, data } = describeEvent(event).what;
  return [event.node, text, data].filter(Boolean).join(" ");
}

function answerOf(event: TraceEvent): string {
  const told = describeEvent(event).effects.map(({ text, data }) => `${text} ${data}`.trim());
  return told.length === 0 ? "does nothing more that others see" : told.join(", ");
}
