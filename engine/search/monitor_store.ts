import type { Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import { cloneGraph, encodeGraph } from "./graph.ts";
import type { Permutation } from "./symmetry.ts";

/** A monitor cannot be copied: no search can watch with it. */
export class NotSearchable extends Error {
  override name = "NotSearchable";
}

/** A state of one monitor. */
interface MonitorState {
  readonly id: number;
  readonly monitor: Monitor;
  readonly next: Map<number, number | Violation>;
  readonly renamed: Map<number, number>;
}

/** Monitors are ours: a function in one is part of its text, not of its state. */
const KEEP_FUNCTIONS = (value: object) => typeof value === "function";

/**
 * The states of one monitor, which watches as a further machine beside the nodes: what it remembers
 * is part of the global state, so that states are only taken for equal when the past that matters
 * to the property is equal too.
 */
export class MonitorStore {
  readonly #states: MonitorState[] = [];
  readonly #byKey = new Map<string, number>();
  readonly #canonical = new Map<string, number>();

  constructor(monitor: Monitor) {
    this.#intern(monitor);
  }

  /** What the monitor makes of some observations at a node: its next state, or a violation. */
  observe(
    id: number,
    batch: { readonly id: number; readonly node: NodeId; readonly seen: readonly Observation[] },
  ): number | Violation {
    const state = this.#states[id];
    const known = state.next.get(batch.id);
    if (known !== undefined) return known;
    const next = this.#observe(state, batch.node, batch.seen);
    state.next.set(batch.id, next);
    return next;
  }

  rename(id: number, permutation: Permutation): number {
    const state = this.#states[id];
    const known = state.renamed.get(permutation.index);
    if (known !== undefined) return known;
    const key = encodeGraph(state.monitor, {
      keep: KEEP_FUNCTIONS,
      isOrdered: false,
      rename: permutation.names,
    });
    const renamed = this.#canonical.get(key) ?? this.#canonical.size;
    this.#canonical.set(key, renamed);
    state.renamed.set(permutation.index, renamed);
    return renamed;
  }

  #observe(state: MonitorState, node: NodeId, seen: readonly Observation[]): number | Violation {
    const monitor = cloneGraph(state.monitor, KEEP_FUNCTIONS);
    // Steps belong to one path, and a state to many: they are told when the path is run again.
    const moment = { node, step: 0, timeMs: 0 };
    try {
      for (const observation of seen) {
        const violation = monitor.observe(moment, observation);
        if (violation !== undefined) return violation;
      }
    } catch (error) {
      const name = state.monitor.constructor.name;
      throw new NotSearchable(
        `Cannot search with ${name}: it fails when it is copied. A monitor has ` +
          "ordinary fields and methods, none with a # before its name",
        { cause: error },
      );
    }
    return this.#intern(monitor);
  }

  #intern(monitor: Monitor): number {
    const key = encodeGraph(monitor, { keep: KEEP_FUNCTIONS, isOrdered: true });
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const id = this.#states.length;
    this.#states.push({ id, monitor, next: new Map(), renamed: new Map() });
    this.#byKey.set(key, id);
    return id;
  }
}
