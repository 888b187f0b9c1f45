import type { BroadcastEvent } from "@/engine/monitors/causal_delivery.ts";
import type { Scenario, Trial } from "@/engine/suite.ts";
import type { Context, Data, Moment, Monitor, Node, NodeId } from "@/engine/types.ts";
import type { Observation, Violation } from "@/engine/types.ts";
import { SETTLE_STEPS_MAX } from "@/engine/world.ts";
import type { Post } from "./api.ts";

type NodeClass = new (context: Context) => Node;

/** The learner's class as it is: all that it does, it does through its context. */
export const spawn: Scenario["spawn"] = (context, program) =>
  new (program.CausalBroadcast as NodeClass)(context);

/** How long everybody has to deliver everything, once the network is healed. */
export const SETTLE_MS = 3_000;

/** What a node writes or delivers. A delivery that names no post is another check's affair. */
export function readPost(observation: Observation): BroadcastEvent | undefined {
  if (observation.kind === "command") {
    return { kind: "broadcast", id: (observation.command.body as Post).id };
  }
  if (observation.kind !== "apply") return;
  const id = idOf(observation.command);
  return id === undefined ? undefined : { kind: "deliver", id };
}

/** The id of a post that is delivered. */
export function readDelivery(observation: Observation): string | undefined {
  return observation.kind === "apply" ? idOf(observation.command) : undefined;
}

function idOf(post: Data): string | undefined {
  const { id } = (post ?? {}) as { id?: unknown };
  return typeof id === "string" ? id : undefined;
}

/** A post as it was written. */
interface Written {
  readonly post: Post;
  readonly node: NodeId;
  readonly step: number;
}

/**
 * Completeness: in a run that has settled, every node has delivered every post, its author too. With
 * reliable links a broadcast can promise this (validity and agreement; Hadzilacos and Toueg, "A
 * modular approach to fault-tolerant broadcasts", 1994, section 3).
 */
export function everybodyDelivers(_trial: Trial, { nodes }: Scenario): Monitor {
  return new EverybodyDelivers(nodes);
}

class EverybodyDelivers implements Monitor {
  readonly written: Written[] = [];
  /** By node: the ids of what it delivered. */
  readonly delivered = new Map<NodeId, Set<string>>();
  settledStep = -1;
  lastStep = 0;

  constructor(readonly nodes: readonly NodeId[]) {}

  observe({ node, step }: Moment, observation: Observation): undefined {
    this.lastStep = step;
    if (observation.kind === "settle") this.settledStep = step;
    if (observation.kind === "command") {
      this.written.push({ post: observation.command.body as Post, node, step });
    }
    const id = readDelivery(observation);
    if (id === undefined) return;
    const delivered = this.delivered.get(node) ?? new Set();
    this.delivered.set(node, delivered.add(id));
  }

  finish(): Violation | undefined {
    // A run that was cut off by its number of steps showed too little time.
    const wasCutOff = this.lastStep - this.settledStep >= SETTLE_STEPS_MAX - 1;
    if (this.settledStep < 0 || wasCutOff) return;
    for (const { post, node, step } of this.written) {
      const other = this.nodes.find((each) => this.delivered.get(each)?.has(post.id) !== true);
      if (other === undefined) continue;
      const whose = other === node
        ? `its own ${post.id}, which it wrote`
        : `${node}'s ${post.id}, written`;
      return {
        message: `${other} never delivered ${whose} at step ${step}, though from step ` +
          `${this.settledStep} on all that was under way had ${SETTLE_MS} ms to arrive.`,
        steps: [step, this.settledStep],
      };
    }
  }
}

/** First in, first out: posts of one author are delivered in the order of their writing. */
export function inOrderOfWriting(): Monitor {
  return new InOrderOfWriting();
}

class InOrderOfWriting implements Monitor {
  readonly written: Written[] = [];
  /** By node: the ids of what it delivered. */
  readonly delivered = new Map<NodeId, Set<string>>();

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    if (observation.kind === "command") {
      this.written.push({ post: observation.command.body as Post, node, step });
    }
    const id = readDelivery(observation);
    if (id === undefined) return;
    const delivered = this.delivered.get(node) ?? new Set();
    this.delivered.set(node, delivered.add(id));
    const index = this.written.findIndex(({ post }) => post.id === id);
    const later = this.written[index];
    const earlier = this.written.slice(0, Math.max(0, index)).find((one) =>
      one.node === later.node && !delivered.has(one.post.id)
    );
    if (earlier === undefined) return;
    return {
      message: `${node} delivered ${id} at step ${step} and not yet ${earlier.post.id}, which ` +
        `${later.node} wrote before it: at steps ${earlier.step} and ${later.step}.`,
      steps: [...new Set([earlier.step, later.step, step])],
    };
  }
}
