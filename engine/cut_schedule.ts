import type { Replayed } from "./run_scenario.ts";
import type { Action, MessageName, NodeId, Schedule, TraceEvent } from "./types.ts";

/** A place in a run at which it may go on differently. */
export interface Turn {
  /** The run's own step. */
  readonly step: number;
  /** True where something else happens instead of the step, false where it happens after it. */
  readonly isInstead: boolean;
}

/** A run's schedule in two parts, with the turn between them. */
export interface CutSchedule {
  readonly before: Schedule;
  readonly after: Schedule;
}

/** Cuts the schedule of a run at a turn. The step that something else replaces is in neither part. */
export function cutSchedule(
  run: Pick<Replayed, "schedule" | "steps" | "events" | "world">,
  { step, isInstead }: Turn,
): CutSchedule {
  const { schedule, steps } = run;
  const last = isInstead ? step - 1 : step;
  const next = steps.findIndex((each) => each > last);
  const before = next < 0 ? schedule : schedule.slice(0, next);
  const after = schedule.filter((_, index) => steps[index] > step);
  const settle = before.at(-1);
  const settleStep = steps[before.length - 1];
  const end = next < 0 ? run.events.length : steps[next] - 1;
  // The whole settling is before the turn, or the last action is an ordinary one.
  if (settle?.kind !== "settle" || last >= end) return { before, after };
  const told = run.events.filter((event) => event.step > settleStep && event.step <= last);
  const opened = [...before.slice(0, -1), healAll(run.world.nodes, settle.atMs)];
  const atMs = told.at(-1)?.timeMs ?? settle.atMs;
  const forMs = Math.max(0, settle.atMs + settle.forMs - atMs);
  return {
    before: [...opened, ...told.map(actionOf)],
    after: [{ kind: "settle", forMs, atMs }, ...after],
  };
}

/** How settling begins: what it lets happen then is told event by event. */
function healAll(nodes: readonly NodeId[], atMs: number): Action {
  return { kind: "heal", from: nodes, to: nodes, atMs };
}

/** No digest is a fraction: the message is found by its place on the link. */
const ANY_DIGEST = 0.5;

/** The choice that would have brought about what a settling did by itself. */
function actionOf(event: TraceEvent): Action {
  const { kind, timeMs: atMs } = event;
  const node = event.node!;
  switch (kind) {
    case "deliver":
      return { kind, message: nameOf(event), atMs };
    case "fire":
      return { kind, node, timer: String(event.payload), atMs };
    case "restart":
    case "resume":
      return { kind, node, atMs };
    default:
      throw new Error(`A settling does not ${kind}`);
  }
}

function nameOf({ from = "", node, message = "" }: TraceEvent): MessageName {
  const ordinal = Number(message.slice(message.lastIndexOf("#") + 1));
  return { from, to: node!, ordinal, digest: ANY_DIGEST };
}
