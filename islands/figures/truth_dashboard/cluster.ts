import { playStory, type Story } from "@/engine/story.ts";
import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { type Run, startRun } from "../kit/play_run.ts";
import { raftState } from "../kit/raft_state.ts";
import { type Alarm, raiseAlarms } from "./alarms.ts";
import { BusyRaftNode } from "./busy_raft_node.ts";
import { leadersOf, NODES, type Stamped } from "./nodes.ts";

/** What passes at each step, and how far a clock is moved. */
export const TICK_MS = 100;
export const SKEW_MS = 300;

/**
 * What the reader can do: `t` lets time pass; with a node's number `c` cuts it off and `h` heals
 * it, `s` slows it down and `q` makes it quick, `k` puts its clock forward and `j` puts it right;
 * `ha` heals everything.
 */
export const ACTS: readonly string[] = [
  "t",
  "ha",
  ...NODES.flatMap((_, node) => [..."chsqkj"].map((letter) => `${letter}${node + 1}`)),
];

export interface NodeView {
  readonly id: NodeId;
  readonly role: "follower" | "candidate" | "leader";
  readonly term: number;
  readonly entries: number;
  readonly committed: number;
  readonly clockMs: number;
  readonly isCut: boolean;
  readonly isSlow: boolean;
  readonly isAhead: boolean;
}

export interface Dashboard {
  readonly nowMs: number;
  readonly nodes: readonly NodeView[];
  readonly alarms: readonly Alarm[];
  /** What the alarms were after each step of time: the newest last. */
  readonly history: readonly (readonly Alarm["level"][])[];
  readonly committed: number;
}

/** Plays acts. What was played is gone on with where the new acts begin with the old ones. */
export class ClusterPlayer {
  private played: readonly string[] = [];
  private run: Pick<Run, "world" | "events"> = start();
  private writes = 0;
  private history: Alarm["level"][][] = [];

  play(acts: readonly string[]): Dashboard {
    if (!this.played.every((act, index) => acts[index] === act)) this.begin();
    for (const act of acts.slice(this.played.length)) this.perform(act);
    this.played = acts;
    const { world, events } = this.run;
    return {
      nowMs: world.nowMs,
      nodes: NODES.map((id) => viewOf(world, id)),
      alarms: raiseAlarms(world, events),
      history: [...this.history],
      committed: Math.max(...NODES.map((id) => raftState(world, id)!.commitIndex)),
    };
  }

  private begin(): void {
    this.played = [];
    this.run = start();
    this.writes = 0;
    this.history = [];
  }

  private perform(act: string): void {
    const { world, events } = this.run;
    if (act === "t") {
      playStory(world, this.nextWrite());
      playStory(world, `run ${TICK_MS}ms`);
      this.history.push(raiseAlarms(world, events).map(({ level }) => level));
    } else playStory(world, storyOf(world, act));
  }

  /** A client writes through one node after the other; each finds the newest leader in its reach. */
  private nextWrite(): Story {
    const { world } = this.run;
    const via = NODES[this.writes % NODES.length];
    this.writes++;
    const home = world.indexOf(via);
    const leader = leadersOf(world).find((id) => !world.isCut(home, world.indexOf(id)));
    if (leader === undefined) return "";
    const body = { write: this.writes, via, atMs: world.localNowMs(home) } satisfies Stamped;
    return `command ${leader} ${JSON.stringify(body)}`;
  }
}

function start(): Pick<Run, "world" | "events"> {
  const run = startRun({
    nodes: NODES,
    spawn: (context) => new BusyRaftNode(context) as never,
    seed: 5,
  });
  playStory(run.world, `timeout n1 election\nexchange ${NODES.join(" ")}\nrun ${TICK_MS}ms`);
  return run;
}

function storyOf(world: World, act: string): Story {
  if (act === "ha") return NODES.map((id) => healNode(world, id)).join("\n") + "\nheal";
  const [letter, digit] = act;
  const id = `n${digit}`;
  const others = NODES.filter((other) => other !== id).join(" ");
  const isAhead = aheadOf(world, id) > 0;
  switch (letter) {
    case "c":
      return `partition ${id} | ${others}`;
    case "h":
      return `heal ${id} > ${others}\nheal ${others} > ${id}`;
    case "s":
    case "q":
      return `command ${id} {"slow":${letter === "s"}}`;
    case "k":
      return isAhead ? "" : `skew ${id} +${SKEW_MS}ms`;
    default:
      return isAhead ? `skew ${id} -${SKEW_MS}ms` : "";
  }
}

function healNode(world: World, id: NodeId): Story {
  const right = aheadOf(world, id) > 0 ? `\nskew ${id} -${SKEW_MS}ms` : "";
  return `command ${id} {"slow":false}${right}`;
}

function aheadOf(world: World, id: NodeId): number {
  return world.localNowMs(world.indexOf(id)) - world.nowMs;
}

function viewOf(world: World, id: NodeId): NodeView {
  const { role, term, log, commitIndex } = raftState(world, id)!;
  const node = world.indexOf(id);
  return {
    id,
    role,
    term,
    entries: log.length,
    committed: commitIndex,
    clockMs: world.localNowMs(node),
    isCut: NODES.every((_, other) => other === node || world.isCut(node, other)),
    isSlow: programOf<BusyRaftNode>(world, id)!.isSlow,
    isAhead: aheadOf(world, id) > 0,
  };
}
