import type { Command, NodeId } from "@/engine/types.ts";
import { RaftNode } from "../kit/raft_node.ts";

/** How much later a slow node gets to its messages. */
export const SLOW_MS = 100;

/** A Raft node that may be too busy to read its messages at once. */
export class BusyRaftNode extends RaftNode {
  isSlow = false;
  private received = 0;
  private readonly inbox = new Map<string, readonly [NodeId, never]>();

  override onCommand(command: Command): void {
    const { slow } = command.body as { slow?: boolean };
    if (slow === undefined) super.onCommand(command);
    else this.isSlow = slow;
  }

  override onMessage(from: NodeId, message: never): void {
    if (!this.isSlow) return super.onMessage(from, message);
    const name = `read ${++this.received}`;
    this.inbox.set(name, [from, message]);
    this.context.setTimer(name, SLOW_MS);
  }

  override onTimer(name: string): void {
    const late = this.inbox.get(name);
    if (late === undefined) return super.onTimer(name);
    this.inbox.delete(name);
    super.onMessage(...late);
  }
}
