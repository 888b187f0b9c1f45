import type { Data, Moment, Monitor, Observation } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import type { Input } from "./local_store.ts";

/** One thing that happened to a node in a real world, with what the node could read of it. */
export interface PastInput {
  readonly input: Input;
  /** The node's own clock. */
  clockMs: number;
  /** For a boot, what the disk held. */
  readonly durable: ReadonlyMap<string, Data>;
  readonly unsynced: ReadonlyMap<string, Data>;
}

const EMPTY: ReadonlyMap<string, Data> = new Map();

/**
 * Writes down, node by node, all that made a handler run, so that a search can build the nodes of
 * a world again: those too whose state no copy can reach.
 */
export class InputLog implements Monitor {
  readonly #pasts = new Map<string, PastInput[]>();
  #world: World | undefined;

  /** All that happened to a node since its first boot. */
  pastOf(node: string): readonly PastInput[] {
    return this.#pasts.get(node) ?? [];
  }

  /** Called with the world as soon as it is made: its nodes have booted by then. */
  attach(world: World): void {
    this.#world = world;
    world.nodes.forEach((id, node) => {
      for (const past of this.#pasts.get(id) ?? []) past.clockMs = world.localNowMs(node);
    });
  }

  observe({ node }: Moment, observation: Observation): undefined {
    switch (observation.kind) {
      case "start":
        return this.#add(node, { kind: "boot", restarted: observation.restarted });
      case "deliver":
        return this.#add(node, {
          kind: "message",
          from: observation.from,
          payload: observation.message,
        });
      case "fire":
        return this.#add(node, { kind: "timer", name: observation.timer });
      case "command":
        return this.#add(node, { kind: "command", ...observation.command });
    }
  }

  #add(id: string, input: Input): undefined {
    const past = this.#pasts.get(id);
    const world = this.#world;
    const node = world?.indexOf(id) ?? -1;
    const { durable = EMPTY, unsynced = EMPTY } = input.kind === "boot"
      ? world?.states[node].process ?? {}
      : {};
    const entry = {
      input,
      clockMs: world?.localNowMs(node) ?? 0,
      durable: new Map(durable),
      unsynced: new Map(unsynced),
    };
    if (past === undefined) this.#pasts.set(id, [entry]);
    else past.push(entry);
  }
}
