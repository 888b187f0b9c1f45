import type { Command, Context } from "@/engine/types.ts";

/** The object that both controllers change: how many copies of a program run, and which build. */
export interface Thing {
  readonly replicas: number;
  readonly build: number;
  /** Changes with every write. */
  readonly version: number;
}

export const FIRST: Thing = { replicas: 3, build: 1, version: 1 };

/** One controller's write, and what it was told. */
export interface Write {
  /** The version that it had read and named. */
  readonly base: number;
  readonly isDone: boolean;
  /** The store's version when the write came. */
  readonly found: number;
}

type Message =
  | { readonly kind: "get" }
  | { readonly kind: "put"; readonly thing: Thing }
  | { readonly kind: "thing"; readonly thing: Thing }
  | { readonly kind: "answer"; readonly write: Write };

const NEWS_MS = 20;

/** The store behind the API server: with `checks`, it writes only what was made from what it has. */
export class StoreNode {
  thing = FIRST;

  constructor(private readonly context: Context, private readonly checks: boolean) {}

  onStart(): void {
    this.tellCaches();
  }

  onTimer(): void {
    this.tellCaches();
  }

  onMessage(from: string, message: Message): void {
    if (message.kind === "get") this.context.send(from, { kind: "thing", thing: this.thing });
    if (message.kind !== "put") return;
    const { version: base } = message.thing;
    const { version: found } = this.thing;
    const isDone = !this.checks || base === found;
    // Comparing and writing are one step: nothing comes between.
    if (isDone) this.thing = { ...message.thing, version: found + 1 };
    this.context.send(from, { kind: "answer", write: { base, isDone, found } });
    this.tellCaches();
  }

  private tellCaches(): void {
    this.context.setTimer("news", NEWS_MS);
    for (const peer of this.context.peers.filter((each) => each.endsWith("-cache"))) {
      this.context.send(peer, { kind: "thing", thing: this.thing });
    }
  }
}

/** A watch cache: what the store has told last, which may be long ago. */
export class CacheNode {
  thing = FIRST;

  constructor(private readonly context: Context) {}

  onMessage(from: string, message: Message): void {
    if (message.kind === "get") this.context.send(from, { kind: "thing", thing: this.thing });
    if (message.kind === "thing" && message.thing.version > this.thing.version) {
      this.thing = message.thing;
    }
  }
}

/** Reads the object, changes its own field of the copy, and writes the whole copy back. */
export class ControllerNode {
  copy: Thing | undefined;
  writes: readonly Write[] = [];

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    const { id } = this.context;
    if (body === "read") this.context.send(`${id}-cache`, { kind: "get" });
    else if (body === "ask") this.context.send("store", { kind: "get" });
    else if (this.copy !== undefined) {
      this.context.send("store", { kind: "put", thing: changed(id, this.copy) });
    }
  }

  onMessage(_from: string, message: Message): void {
    if (message.kind === "thing") this.copy = message.thing;
    if (message.kind !== "answer") return;
    this.writes = [...this.writes, message.write];
    this.copy = undefined;
  }
}

function changed(controller: string, thing: Thing): Thing {
  return controller === "scaler"
    ? { ...thing, replicas: thing.replicas + 1 }
    : { ...thing, build: thing.build + 1 };
}
