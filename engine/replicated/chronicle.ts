import type { Command, Data, Moment, NodeId, Observation } from "../types.ts";
import type { Known, Order } from "./data_type.ts";
import { DISK_KEY } from "./replica.ts";

/** An update that some replica accepted, with its place in the true happens-before relation. */
export interface Update<Body> {
  readonly id: string;
  readonly node: NodeId;
  readonly step: number;
  readonly body: Body;
  /** The ids of the updates that its replica knew at that moment. */
  readonly past: readonly string[];
}

/** A moment at which a replica showed its value. */
export interface Shown {
  readonly node: NodeId;
  readonly step: number;
  /** The ids of all updates that the replica knew, sorted. */
  readonly knows: readonly string[];
  readonly state: Data;
  readonly value: Data;
  /** How many times the replica has restarted. */
  readonly restarts: number;
  /** The update that has just been refused or accepted here, if any. */
  readonly asked: Command | undefined;
  /** What a refused update was refused with. */
  readonly refusal: string | undefined;
}

/**
 * Follows what each replica truly knows: who performed which update, and what has reached whom. It
 * looks at the lists of updates that travel with the states, and never into a state.
 */
export class Chronicle<Body> {
  readonly updates = new Map<string, Update<Body>>();
  readonly disks = new Map<NodeId, Known>();
  readonly asked = new Map<NodeId, Command>();
  readonly refusals = new Map<NodeId, string>();
  readonly restarts = new Map<NodeId, number>();

  /** What was shown, if this observation shows something. */
  follow({ node, step }: Moment, observation: Observation): Shown | undefined {
    switch (observation.kind) {
      case "start":
        if (observation.restarted) this.restarts.set(node, (this.restarts.get(node) ?? 0) + 1);
        return this.forget(node);
      case "command":
        this.forget(node);
        this.asked.set(node, observation.command);
        return;
      case "deliver":
        return this.forget(node);
      case "save":
        if (observation.key === DISK_KEY) this.learn(node, step, observation.value as Known);
        return;
      case "note":
        if (observation.label === "refuses") this.refusals.set(node, String(observation.data));
        return observation.label === "shows" ? this.shown(node, step, observation.data) : undefined;
    }
  }

  /** The updates that were known when something was shown. */
  known(shown: Shown): Update<Body>[] {
    return shown.knows.map((id) => this.updates.get(id)!);
  }

  private forget(node: NodeId): undefined {
    this.asked.delete(node);
    this.refusals.delete(node);
  }

  private learn(node: NodeId, step: number, known: Known): void {
    const past = this.disks.get(node)?.knows ?? [];
    this.disks.set(node, known);
    const command = this.asked.get(node);
    if (command === undefined || this.updates.has(command.id)) return;
    const { id } = command;
    const body = (command.body as Order<Body>).update!;
    this.updates.set(id, { id, node, step, body, past });
  }

  private shown(node: NodeId, step: number, value: Data): Shown {
    const { state, knows = [] } = this.disks.get(node) ?? {};
    return {
      node,
      step,
      knows,
      state,
      value,
      restarts: this.restarts.get(node) ?? 0,
      asked: this.asked.get(node),
      refusal: this.refusals.get(node),
    };
  }
}
