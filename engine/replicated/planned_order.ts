import type { NodeId } from "../types.ts";
import type { PlannedCommand } from "../walk.ts";
import type { Order } from "./data_type.ts";

/** One of a search's orders. Their ids begin with c1, and tell their updates apart. */
export function plannedOrder<Body>(id: number, node: NodeId, order: Order<Body>): PlannedCommand {
  return { atMs: 0, node, command: { id: `c${id}`, client: "user", body: order as never } };
}
