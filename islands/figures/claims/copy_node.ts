import type { Command, Context } from "@/engine/types.ts";

/** A value, and when it was written by the clock of the node that wrote it. */
export interface Stamped {
  readonly value: string;
  readonly atMs: number;
}

type Message = { readonly kind: "beat" } | { readonly kind: "copy"; readonly written: Stamped };

const BEAT_MS = 100;
export const PATIENCE_MS = 1_000;

/**
 * A copy of one value, as many a database keeps it. Any node takes a write, confirms it at once and
 * tells the others; of two writes the one with the later time stamp stays,
 * and of two with the same, the one with the larger value. `n1` leads, and whoever
 * has not heard of a leader for a second leads as well.
 */
export class CopyNode {
  isLeader: boolean;
  written: Stamped = { value: "old", atMs: -Infinity };
  /** All that clients were told is written, the last one last. */
  confirmed: readonly Stamped[] = [];
  /** When it heard from another node, by its own clock. */
  heard: readonly number[] = [];

  constructor(private readonly context: Context) {
    this.isLeader = context.id === "n1";
  }

  onStart(): void {
    this.wait();
  }

  onTimer(): void {
    this.isLeader = true;
    this.tell({ kind: "beat" });
    this.wait();
  }

  onCommand({ body }: Command): void {
    const written = { value: body as string, atMs: this.context.now() };
    this.confirmed = [...this.confirmed, written];
    this.keep(written);
    this.tell({ kind: "copy", written });
  }

  onMessage(_from: string, message: Message): void {
    this.heard = [...this.heard, this.context.now()];
    if (message.kind === "copy") this.keep(message.written);
    else if (!this.isLeader) this.wait();
  }

  private keep(written: Stamped): void {
    const { atMs, value } = this.written;
    const isLater = written.atMs > atMs || (written.atMs === atMs && written.value > value);
    if (isLater) this.written = written;
  }

  private wait(): void {
    this.context.setTimer("leader", this.isLeader ? BEAT_MS : PATIENCE_MS);
  }

  private tell(message: Message): void {
    for (const peer of this.context.peers) this.context.send(peer, message);
  }
}
