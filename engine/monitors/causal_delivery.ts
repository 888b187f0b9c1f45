import type { Moment, Monitor, Observation, Violation } from "../types.ts";

/** What a program does with its broadcasts. Ids are unique in a run. */
export type BroadcastEvent =
  | { readonly kind: "broadcast"; readonly id: string }
  | { readonly kind: "deliver"; readonly id: string };

export interface CausalDeliveryOptions {
  /** Undefined for what is neither. A delivery is one to the application, not one by the network. */
  readonly read: (observation: Observation) => BroadcastEvent | undefined;
}

/**
 * Causal delivery: if the broadcast of one message happened before that of another, every node
 * delivers them in that order (Birman, Schiper and Stephenson, "Lightweight causal and atomic group
 * multicast", ACM TOCS 9(3), 1991, section 3).
 *
 * What a node has broadcast or delivered so far is the causal past of what it broadcasts next. A
 * node's own messages count as delivered to it, since not every program delivers them to itself.
 */
export function causalDelivery(options: CausalDeliveryOptions): Monitor {
  return new CausalDelivery(options);
}

interface Broadcast {
  readonly node: string;
  readonly step: number;
  readonly past: readonly string[];
}

class CausalDelivery implements Monitor {
  readonly broadcasts = new Map<string, Broadcast>();
  /** By node: what it has broadcast or delivered. */
  readonly known = new Map<string, Set<string>>();

  constructor(readonly options: CausalDeliveryOptions) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const event = this.options.read(observation);
    if (event === undefined) return;
    const { node, step } = moment;
    let known = this.known.get(node);
    if (known === undefined) this.known.set(node, known = new Set());
    if (event.kind === "broadcast") {
      this.broadcasts.set(event.id, { node, step, past: [...known] });
    } else {
      const violation = this.judge(moment, event.id, known);
      if (violation !== undefined) return violation;
    }
    known.add(event.id);
  }

  private judge(
    { node, step }: Moment,
    id: string,
    known: ReadonlySet<string>,
  ): Violation | undefined {
    const broadcast = this.broadcasts.get(id);
    const missing = broadcast?.past.find((earlier) => !known.has(earlier));
    if (broadcast === undefined || missing === undefined) return;
    const cause = this.broadcasts.get(missing);
    return {
      message: `${node} delivered ${id} at step ${step} before ${missing}, on which it depends: ` +
        `${broadcast.node} knew ${missing} when it broadcast ${id} at step ${broadcast.step}.`,
      steps: [...new Set([cause?.step ?? broadcast.step, broadcast.step, step])],
    };
  }
}
