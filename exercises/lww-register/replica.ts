import type { Shown, Update } from "@/engine/replicated/chronicle.ts";
import type { DataType, Replicated } from "@/engine/replicated/data_type.ts";
import { replicasOf } from "@/engine/replicated/replica.ts";
import type { Spec } from "@/engine/replicated/spec_monitor.ts";
import { tellUpdates } from "@/engine/replicated/tell_updates.ts";
import { violationOf } from "@/engine/replicated/violation_of.ts";
import type { Data, NodeId } from "@/engine/types.ts";
import { withMethods } from "@/engine/with_methods.ts";

/** What a client asks for: a text, or null to delete; and what the replica's clock shows. */
export interface Write {
  readonly set: string | null;
  readonly now: number;
  /** Written so often in a row; once unless told. */
  readonly times?: number;
}

interface Register extends Replicated {
  set(value: string, now: number): void;
  delete(now: number): void;
  get(): unknown;
}

const METHODS = ["set", "delete", "get", "state", "merge"] as const;

export const EXPORTS = { LWWRegister: "class" } as const;

/** The learner's register, and how it is driven. */
export const register: DataType<Write> = {
  create: (program, id) =>
    withMethods(
      new (program.LWWRegister as new (id: NodeId) => Register)(id),
      "LWWRegister",
      METHODS,
    ),
  perform: (replica, { set, now, times = 1 }) => {
    for (let count = 0; count < times; count++) {
      if (set === null) (replica as Register).delete(now);
      else (replica as Register).set(set, now);
    }
  },
  // Nothing is nothing: null will do as well.
  read: (replica) => (replica as Register).get() ?? null,
  show,
  tell: ({ set, now, times }) => {
    const told = set === null ? `delete at ${now} ms` : `${show(set)} at ${now} ms`;
    return times === undefined ? told : `${times} times ${told}`;
  },
  probes: [{ set: "probe", now: 5_000 }, { set: null, now: 6_000 }],
};

export const spawn = replicasOf(register);

/** A value is one that was written, and not by a write that another one has seen. */
export const overwrites: Spec<Write> = (shown, known) => {
  const { node, step, value } = shown;
  const newest = newestOf(known);
  if (isAmong(value, newest)) return;
  const shows = `At step ${step} ${node} shows ${show(value)}`;
  if (known.length === 0) return violationOf(`${shows}, and knows of no write.`, [shown]);
  const seen = known.findLast(({ body }) => body.set === value);
  const by = newest.find(({ past }) => seen !== undefined && past.includes(seen.id));
  if (seen === undefined || by === undefined) {
    const list = tellUpdates(newest, register.tell);
    return violationOf(`${shows}, but it knows of ${list}.`, [...newest, shown]);
  }
  const message =
    `${shows}, by ${seen.node} at step ${seen.step}. But ${by.node} knew that write ` +
    `when it made its own, ${register.tell(by.body)} (step ${by.step}), and ${node} knows of it.`;
  return violationOf(message, [seen, by, shown]);
};

/** Of writes that knew nothing of each other the later one is shown. */
export const laterWins: Spec<Write> = (shown, known) => {
  const newest = newestOf(known);
  const latest = latestTimes(known);
  const isLater = (write: Update<Write>, other: Update<Write>) =>
    write.body.now > latest.get(other.id)!;
  const winners = newest.filter((write) => !newest.some((other) => isLater(other, write)));
  // What is not among the newest at all was overwritten: that is for `overwrites` to judge.
  if (isAmong(shown.value, winners) || !isAmong(shown.value, newest)) return;
  const loser = newest.find(({ body }) => body.set === shown.value)!;
  const winner = newest.find((write) => isLater(write, loser))!;
  const message = `At step ${shown.step} ${shown.node} shows ${show(shown.value)}, though it ` +
    `knows of ${tellUpdates([loser, winner], register.tell)}, and neither knew of the other.`;
  return violationOf(message, [loser, winner, shown]);
};

/** Both: the whole of what is promised of a value. */
export const winner: Spec<Write> = (shown: Shown, known) =>
  overwrites(shown, known) ?? laterWins(shown, known);

type Writes = readonly Update<Write>[];

/** The writes that no other has seen. */
function newestOf(known: Writes): Writes {
  const seen = new Set(known.flatMap(({ past }) => past));
  return known.filter(({ id }) => !seen.has(id));
}

function isAmong(value: Data, writes: Writes): boolean {
  return writes.length === 0 ? value === null : writes.some(({ body }) => body.set === value);
}

/** By how much a clock that runs ahead of its replica's may be ahead for each write it has seen. */
const AHEAD_MS = 20;

/** The latest time that each write can have been dated with good reason, by its id. */
function latestTimes(known: Writes): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  // Who has seen a write knows more than it did.
  const inOrder = [...known].sort((one, other) => one.past.length - other.past.length);
  for (const { id, past, body } of inOrder) {
    const seen = past.map((each) => (latest.get(each) ?? 0) + AHEAD_MS);
    latest.set(id, Math.max(body.now, ...seen) + ((body.times ?? 1) - 1) * AHEAD_MS);
  }
  return latest;
}

function show(value: Data): string {
  if (value === null) return "nothing";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 30)) : `a ${typeof value}`;
}
