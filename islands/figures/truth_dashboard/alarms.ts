import type { NodeId, TraceEvent } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { raftState } from "../kit/raft_state.ts";
import { leadersOf, NODES, type Stamped } from "./nodes.ts";

export interface Alarm {
  readonly name: string;
  /** `note`: it looks bad, and nothing is wrong yet. */
  readonly level: "quiet" | "note" | "alarm";
  /** What was measured. */
  readonly reading: string;
  /** What it means, and what it does not. */
  readonly means: string;
}

/** A leader that has heard nothing for as long believes that the node is out of reach. */
export const SILENCE_MS = 150;

/** All five alarms, worked out from what the nodes hold and from what has arrived. */
export function raiseAlarms(world: World, events: readonly TraceEvent[]): Alarm[] {
  return [
    twoLeaders(world),
    copiesDiffer(world),
    clocksReorder(world),
    followerBehind(world),
    outOfReach(world, events),
  ];
}

function twoLeaders(world: World): Alarm {
  const name = "Two leaders";
  const leaders = leadersOf(world).map((id) => ({ id, term: raftState(world, id)!.term }));
  const reading = leaders.length === 0
    ? "nobody leads"
    : leaders.map(({ id, term }) => `${id} in term ${term}`).join(", ");
  if (leaders.length < 2) {
    return { name, level: "quiet", reading, means: "At most one node says that it leads." };
  }
  const [first, second] = leaders;
  if (first.term === second.term) {
    return { name, level: "alarm", reading, means: "Two in one term: a rule of Raft was broken." };
  }
  const reach = reachOf(world, second.id);
  return {
    name,
    level: "note",
    reading,
    means: `${second.id} reaches ${reach} of ${NODES.length} nodes and can commit nothing. ` +
      "It does harm only where it answers reads without asking.",
  };
}

function reachOf(world: World, id: NodeId): number {
  const own = world.indexOf(id);
  return NODES.filter((_, other) => other === own || !world.isCut(own, other)).length;
}

/** The first index at which two copies hold different entries. */
function copiesDiffer(world: World): Alarm {
  const name = "Copies differ";
  const logs = NODES.map((id) => ({ id, log: raftState(world, id)!.log }));
  const length = Math.max(...logs.map(({ log }) => log.length));
  for (let index = 0; index < length; index++) {
    const holders = logs.filter(({ log }) => index < log.length);
    const other = holders.find(({ log }) => log[index].term !== holders[0].log[index].term);
    if (other === undefined) continue;
    const [one, two] = [holders[0], other].map(({ id, log }) => `${id} term ${log[index].term}`);
    return {
      name,
      level: "alarm",
      reading: `entry ${index + 1}: ${one}, ${two}`,
      means: "Both cannot stay. The one that is not committed will be overwritten.",
    };
  }
  return {
    name,
    level: "quiet",
    reading: `${length} entries`,
    means: "Where two copies hold an entry, it is the same one.",
  };
}

function clocksReorder(world: World): Alarm {
  const name = "Clock skew reorders";
  const clocks = NODES.map((_, node) => world.localNowMs(node));
  const spreadMs = Math.max(...clocks) - Math.min(...clocks);
  const spread = `clocks ${spreadMs} ms apart`;
  const pair = firstOutOfOrder(world);
  if (pair !== undefined) {
    const [early, late] = pair;
    return {
      name,
      level: "alarm",
      reading:
        `${spread}; write ${early.write} at ${early.atMs} ms, ${late.write} at ${late.atMs} ms`,
      means:
        `In the log, ${early.write} comes before ${late.write}. Sorted by time stamp it is the other way round.`,
    };
  }
  return {
    name,
    level: spreadMs > 0 ? "note" : "quiet",
    reading: spread,
    means: spreadMs > 0
      ? "By itself it hurts nobody: the log's order does not come from clocks."
      : "Sorted by time stamp, writes come in the order of the log.",
  };
}

/** The newest two committed writes whose stamps contradict the log. */
function firstOutOfOrder(world: World): [Stamped, Stamped] | undefined {
  const states = NODES.map((id) => raftState(world, id)!);
  const { log, commitIndex } =
    states.toSorted((one, other) => other.commitIndex - one.commitIndex)[0];
  const writes = log.slice(Math.max(0, commitIndex - RECENT), commitIndex)
    .map(({ command }) => command as Stamped);
  for (let index = writes.length - 1; index > 0; index--) {
    if (writes[index - 1].atMs > writes[index].atMs) return [writes[index - 1], writes[index]];
  }
}

/** A dashboard looks at what is recent. */
const RECENT = 10;

function followerBehind(world: World): Alarm {
  const name = "A follower is behind";
  const [leader] = leadersOf(world);
  if (leader === undefined) {
    return { name, level: "note", reading: "nobody leads", means: "There is nobody to be behind." };
  }
  const own = raftState(world, leader)!.log;
  const behind = NODES.map((id) => ({ id, by: own.length - sharedWith(own, world, id) }))
    .sort((one, other) => other.by - one.by);
  const [worst] = behind;
  if (worst.by === 0) {
    return {
      name,
      level: "quiet",
      reading: `0 of ${own.length} entries`,
      means: `All have what ${leader} has.`,
    };
  }
  const keepingUp = behind.filter(({ by }) => by === 0).length;
  const hasMajority = keepingUp * 2 > NODES.length;
  return {
    name,
    level: hasMajority ? "note" : "alarm",
    reading: `${worst.id} lacks ${worst.by} of ${own.length} entries`,
    means: hasMajority
      ? `${keepingUp} of ${NODES.length} keep up: nothing is at risk.`
      : `Only ${keepingUp} of ${NODES.length} have everything: new writes wait for one more.`,
  };
}

function sharedWith(
  own: readonly { readonly term: number }[],
  world: World,
  id: NodeId,
): number {
  const { log } = raftState(world, id)!;
  const differs = own.findIndex(({ term }, index) => log[index]?.term !== term);
  return differs < 0 ? own.length : differs;
}

function outOfReach(world: World, events: readonly TraceEvent[]): Alarm {
  const name = "No answer";
  const [leader] = leadersOf(world);
  if (leader === undefined) {
    return { name, level: "note", reading: "nobody leads", means: "There is nobody who asks." };
  }
  const silences = NODES.filter((id) => id !== leader)
    .map((id) => ({ id, ms: world.nowMs - lastHeard(events, leader, id) }))
    .sort((one, other) => other.ms - one.ms);
  const [worst] = silences;
  const silent = silences.filter(({ ms }) => ms >= SILENCE_MS).map(({ id }) => id);
  return {
    name,
    level: silent.length > 0 ? "alarm" : "quiet",
    reading: `${worst.id} to ${leader}: ${worst.ms} ms ago`,
    means: silent.length > 0
      ? `${leader} has heard nothing from ${
        silent.join(", ")
      }. Cut off, down or slow? It cannot tell.`
      : `${leader} has heard from everybody within ${SILENCE_MS} ms.`,
  };
}

function lastHeard(events: readonly TraceEvent[], at: NodeId, from: NodeId): number {
  const heard = events.findLast((event) =>
    event.kind === "deliver" && event.node === at && event.from === from
  );
  return heard?.timeMs ?? 0;
}
