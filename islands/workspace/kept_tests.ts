import type { Counterexample } from "@/engine/types.ts";
import type { KeptCase } from "../run/protocol.ts";
import type { DraftStorage } from "./drafts.ts";

/** More would make each run slow; the oldest go first. */
export const KEPT_MAX = 20;

/** A counterexample kept as a test, with the sentence that it once was told in. */
export interface KeptTest extends KeptCase {
  readonly message: string;
}

/** What the learner has kept of one exercise's counterexamples, in this browser. */
export interface KeptTests {
  /** Oldest first. */
  read(): readonly KeptTest[];
  has(test: KeptCase): boolean;
  /** False when the browser refuses to keep it. */
  add(test: KeptTest): boolean;
  remove(test: KeptCase): void;
  /** The seed under which a random schedule failed last. */
  readSeed(): number | undefined;
  writeSeed(seed: number): void;
}

export function openKeptTests(slug: string, storage: () => DraftStorage): KeptTests {
  const key = `truthlab:kept:${slug}`;
  const seedKey = `truthlab:seed:${slug}`;
  const readJson = (key: string): unknown => {
    try {
      return JSON.parse(storage().getItem(key) ?? "null");
    } catch {
      return null;
    }
  };
  const writeJson = (key: string, value: unknown): boolean => {
    try {
      storage().setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };
  const read = () => {
    const found = readJson(key);
    return Array.isArray(found) ? found as KeptTest[] : [];
  };
  const without = (test: KeptCase) => read().filter((each) => !isSame(each, test));
  return {
    read,
    has: (test) => read().some((each) => isSame(each, test)),
    add: (test) => writeJson(key, [...without(test), test].slice(-KEPT_MAX)),
    remove: (test) => void writeJson(key, without(test)),
    readSeed() {
      const seed = readJson(seedKey);
      return typeof seed === "number" ? seed : undefined;
    },
    writeSeed: (seed) => void writeJson(seedKey, seed),
  };
}

/** What is kept of a counterexample. */
export function toKeptTest({ promise, message, counterexample }: {
  readonly promise: string;
  readonly message: string;
  readonly counterexample: Counterexample;
}): KeptTest {
  const { check, plan, seed, schedule, trace } = counterexample;
  return { check, plan, seed, schedule, nodes: trace.nodes, promise, message };
}

function isSame(one: KeptCase, other: KeptCase): boolean {
  const told = ({ check, plan, seed, schedule }: KeptCase) =>
    JSON.stringify([check, plan, seed, schedule]);
  return told(one) === told(other);
}
