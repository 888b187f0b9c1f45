import type { Command, Context, NodeId } from "@/engine/types.ts";

/** How long the lock may be held, and how long the holder works before it writes. */
export const LEASE_MS = 10_000;
export const WORK_MS = 2_000;
/** The number that the service handed out last before we look. */
const TOKEN_BEFORE = 32;

type Message =
  | { readonly kind: "acquire" | "held" }
  | { readonly kind: "grant"; readonly token: number }
  | { readonly kind: "write"; readonly token: number; readonly value: string }
  | { readonly kind: "stored" | "refused"; readonly token: number };

/** Hands out a lock for a while, with a number that is larger each time. */
export class LockNode {
  token = TOKEN_BEFORE;
  holder: NodeId | undefined;
  expiresMs = 0;

  constructor(private readonly context: Context) {}

  onMessage(from: NodeId): void {
    const now = this.context.now();
    if (this.holder !== undefined && now < this.expiresMs) {
      this.context.send(from, { kind: "held" });
      return;
    }
    this.token++;
    this.holder = from;
    this.expiresMs = now + LEASE_MS;
    this.context.send(from, { kind: "grant", token: this.token });
  }
}

/** Takes the lock, works for a while, and writes, sure that it is still the holder. */
export class WorkerNode {
  doing: "idle" | "asking" | "working" | "writing" = "idle";
  token: number | undefined;
  /** What came of its last try. */
  heard: "held" | "stored" | "refused" | undefined;

  constructor(private readonly context: Context) {}

  onCommand(_command: Command): void {
    this.doing = "asking";
    this.context.send("lock", { kind: "acquire" });
  }

  onMessage(_from: NodeId, message: Message): void {
    if (message.kind === "grant") {
      this.doing = "working";
      this.token = message.token;
      this.context.setTimer("work", WORK_MS);
    } else if (message.kind === "held" || message.kind === "stored" || message.kind === "refused") {
      this.doing = "idle";
      this.heard = message.kind;
    }
  }

  onTimer(): void {
    this.doing = "writing";
    const value = `by ${this.context.id.toUpperCase()}`;
    this.context.send("disk", { kind: "write", token: this.token, value });
  }
}

/** A write that reached the storage. */
export interface Arrival {
  readonly value: string;
  readonly token: number;
  readonly isStored: boolean;
}

/** Carries out writes; with the fence, none whose number is smaller than the largest seen. */
export class DiskNode {
  value = "empty";
  largest = 0;
  arrivals: readonly Arrival[] = [];

  constructor(private readonly context: Context, private readonly hasFence: boolean) {}

  onMessage(from: NodeId, message: Message): void {
    if (message.kind !== "write") return;
    const { value, token } = message;
    const isStored = !this.hasFence || token >= this.largest;
    this.largest = Math.max(this.largest, token);
    if (isStored) this.value = value;
    this.arrivals = [...this.arrivals, { value, token, isStored }];
    this.context.send(from, { kind: isStored ? "stored" : "refused", token });
  }
}
