import type { Command, Context, NodeId } from "@/engine/types.ts";

/** A value that somebody wrote, with the time of day there and what the writer had seen. */
export interface Version {
  readonly value: string;
  readonly atMs: number;
  readonly seen: Readonly<Record<NodeId, number>>;
}

const GOSSIP_MS = 10;

/** A value with copies. `last`: the later stamp is kept. Otherwise all that nobody replaced is. */
export class RegisterNode {
  versions: readonly Version[] = [];

  constructor(private readonly context: Context, private readonly isLast: boolean) {}

  onStart(): void {
    this.context.setTimer("gossip", GOSSIP_MS);
  }

  onTimer(): void {
    this.context.setTimer("gossip", GOSSIP_MS);
    for (const peer of this.context.peers) this.context.send(peer, this.versions);
  }

  /** A write replaces all that it has seen. */
  onCommand({ body }: Command): void {
    const { id } = this.context;
    const seen: Record<NodeId, number> = {};
    for (const version of this.versions) {
      for (const [node, count] of Object.entries(version.seen)) {
        seen[node] = Math.max(seen[node] ?? 0, count);
      }
    }
    seen[id] = (seen[id] ?? 0) + 1;
    this.join([{ value: body as string, atMs: this.context.now(), seen }]);
  }

  onMessage(_from: NodeId, versions: readonly Version[]): void {
    this.join(versions);
  }

  private join(others: readonly Version[]): void {
    const all = [...this.versions];
    for (const version of others) {
      if (!all.some(({ seen }) => isWithin(version.seen, seen) && isWithin(seen, version.seen))) {
        all.push(version);
      }
    }
    all.sort((one, other) => one.atMs - other.atMs || (one.value < other.value ? -1 : 1));
    this.versions = this.isLast
      ? all.slice(-1)
      : all.filter((version) =>
        !all.some((other) => other !== version && isWithin(version.seen, other.seen))
      );
  }
}

/** Whether all that the one had seen the other had seen too. */
function isWithin(one: Version["seen"], other: Version["seen"]): boolean {
  return Object.entries(one).every(([node, count]) => count <= (other[node] ?? 0));
}
