import type { Random } from "@/engine/random.ts";

/** What somebody tries at an exercise, in order: the places of the checks that fail, or none. */
export interface DrawnAttempt {
  readonly createdMs: number;
  /** Empty where it passes. */
  readonly failed: readonly number[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Attempts as a class makes them: who fails at a check tries again after a while, and with some luck
 * gets past it; who is skilled is lucky more often. Who has passed is content, and may try once more.
 */
export function drawAttempts(
  random: Random,
  count: number,
  { skill, checks, opensMs }: {
    readonly skill: number;
    readonly checks: number;
    readonly opensMs: number;
  },
): DrawnAttempt[] {
  const attempts: DrawnAttempt[] = [];
  let atMs = opensMs + Math.floor(random.unit() * 12 * DAY_MS);
  // Some begin further on: they have read the text.
  let level = Math.floor(random.unit() * skill * checks);
  for (let index = 0; index < count; index++) {
    const also = level + 1 + Math.floor(random.unit() * checks);
    const failed = level >= checks ? [] : also < checks ? [level, also] : [level];
    attempts.push({ createdMs: atMs, failed });
    // Most come back within the hour, some the day after.
    const pauseMs = random.unit() < 0.8 ? 40 * MINUTE_MS : DAY_MS;
    atMs += Math.floor(MINUTE_MS + random.unit() * pauseMs);
    if (random.unit() < 0.1 + skill * 0.35) level++;
  }
  return attempts;
}

/** How many attempts each of so many places gets, so that they are `total` in all. */
export function drawCounts(random: Random, places: number, total: number): Uint32Array {
  const counts = new Uint32Array(places);
  // Squares: some try a few times and some very often.
  const bounds = new Float64Array(places);
  let sum = 0;
  for (let place = 0; place < places; place++) bounds[place] = sum += random.unit() ** 2;
  for (let drawn = 0; drawn < total; drawn++) {
    counts[firstAbove(bounds, random.unit() * sum)]++;
  }
  return counts;
}

function firstAbove(bounds: Float64Array, value: number): number {
  let [low, high] = [0, bounds.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bounds[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
