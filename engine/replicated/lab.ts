import { copyData } from "../copy_data.ts";
import { callGuest, type Exports, GuestThrew } from "../guest.ts";
import { canonicalText } from "../monitors/canonical_text.ts";
import { Random } from "../random.ts";
import type { Trial } from "../suite.ts";
import type { Data, Moment, Monitor, NodeId, Observation, Violation } from "../types.ts";
import { Chronicle, type Shown } from "./chronicle.ts";
import type { DataType, Replicated } from "./data_type.ts";
import { violationOf } from "./violation_of.ts";

/** What a judge looks for among the states that a run reached. */
export type LawJudge<Body> = (states: readonly Shown[], lab: Lab<Body>) => Violation | undefined;

/**
 * A monitor that collects the states which replicas reach, and when the run is over lets a judge
 * try things with copies of them. States are compared by what replicas show, never by their layout.
 */
export function labMonitor<Body>(
  type: DataType<Body>,
  judge: LawJudge<Body>,
): (trial: Trial) => Monitor {
  return (trial) => new LabMonitor(trial, type, judge);
}

class LabMonitor<Body> implements Monitor {
  readonly #trial: Trial;
  readonly #type: DataType<Body>;
  readonly #judge: LawJudge<Body>;
  readonly #chronicle = new Chronicle<Body>();
  readonly #states: Shown[] = [];

  constructor(trial: Trial, type: DataType<Body>, judge: LawJudge<Body>) {
    this.#trial = trial;
    this.#type = type;
    this.#judge = judge;
  }

  observe(moment: Moment, observation: Observation): undefined {
    const shown = this.#chronicle.follow(moment, observation);
    if (shown === undefined || shown.knows.length === 0) return;
    const isKnown = this.#states.some(({ knows }) => knows.join() === shown.knows.join());
    if (!isKnown) this.#states.push(shown);
  }

  finish(): Violation | undefined {
    const { guest, seed } = this.#trial;
    const lab = new Lab(guest.instantiate(), this.#type, seed);
    try {
      return callGuest(guest, () => this.#judge(this.#states, lab));
    } catch (error) {
      // What no cluster did cannot be replayed in one: it is this law that the program breaks.
      if (!(error instanceof GuestThrew)) throw error;
      return violationOf(`The program threw while ${lab.doing}: ${error.message}.`, lab.moments);
    }
  }
}

/** Replicas outside any cluster, made to try something with states that were reached in one. */
export class Lab<Body> {
  /** What is being tried, and with the states of which moments, for when the program throws. */
  doing = "making a replica";
  moments: readonly Shown[] = [];
  readonly #program: Exports;
  readonly #random: Random;
  #count = 0;

  constructor(program: Exports, readonly type: DataType<Body>, seed: number) {
    this.#program = program;
    this.#random = new Random(seed, "lab");
  }

  /** Says what is tried from here on. */
  begin(doing: string, moments: readonly Shown[]): void {
    this.doing = doing;
    this.moments = moments;
  }

  /** A new replica, under a name that nobody else has unless one is given. */
  create(id: NodeId = `n${100 + ++this.#count}`): Replicated {
    return this.type.create(this.#program, id, Object.freeze(() => this.#random.unit()));
  }

  /** A new replica that has merged copies of the states of some moments, in order. */
  merged(...moments: readonly Shown[]): Replicated {
    this.begin(`merging ${moments.map(stateOf).join(", then ")} into a new replica`, moments);
    const replica = this.create();
    for (const { state } of moments) replica.merge(copyData(state));
    return replica;
  }

  /** The replica of some moment, made anew under its own name with a copy of what it knew. */
  restarted(moment: Shown): Replicated {
    this.begin(`making ${moment.node} anew with ${stateOf(moment)}`, [moment]);
    const replica = this.create(moment.node);
    replica.merge(copyData(moment.state));
    return replica;
  }

  /** Merges a copy of what one replica knows into another. */
  tell(replica: Replicated, source: Replicated): Replicated {
    replica.merge(copyData(source.state()));
    return replica;
  }

  /** What a replica shows, as a text that is equal when a user would see the same. */
  text(replica: Replicated): string {
    return canonicalText(this.value(replica));
  }

  value(replica: Replicated): Data {
    return copyData(this.type.read(replica));
  }

  /** What a replica shows, in words. */
  show(replica: Replicated): string {
    return this.type.show(this.value(replica));
  }
}

/** A state in words: `the state of n2 (step 4)`. */
export function stateOf({ node, step }: Shown): string {
  return `the state of ${node} (step ${step})`;
}
