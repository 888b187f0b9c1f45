import type { Random } from "../random.ts";
import type { NodeId } from "../types.ts";
import type { PlannedCommand } from "../walk.ts";
import type { Order } from "./data_type.ts";

export interface DrawOptions<Body> {
  readonly nodes: readonly NodeId[];
  readonly count: number;
  /** The orders come within this time. */
  readonly forMs: number;
  /** An update at a node. `index` is unique. */
  readonly draw: (random: Random, index: number) => Body;
}

/** Share of the orders that are gossip only: a replica tells what it knows. */
const GOSSIP_SHARE = 0.3;

/** Updates and gossip at random replicas, at random times, told to some of the others or to none. */
export function drawOrders<Body>(random: Random, options: DrawOptions<Body>): PlannedCommand[] {
  const { nodes, count, forMs, draw } = options;
  return Array.from({ length: count }, (_, index) => {
    const node = random.pick(nodes);
    const others = random.shuffle(nodes.filter((other) => other !== node));
    const isGossip = random.chance(GOSSIP_SHARE);
    const to = others.slice(0, random.between(isGossip ? 1 : 0, Math.min(2, others.length)));
    const update = isGossip ? {} : { update: draw(random, index) };
    const body: Order<Body> = to.length > 0 ? { ...update, to } : update;
    const command = { id: `c${index + 1}`, client: "user", body: body as never };
    return { atMs: random.between(0, forMs), node, command };
  });
}
