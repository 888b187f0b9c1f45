import { listed } from "@/engine/monitors/leader_authority.ts";
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import type { Moment, Monitor, Observation, Violation } from "@/engine/types.ts";
import { SETTLE_STEPS_MAX } from "@/engine/world.ts";
import type { ElectionProperty, ElectionScenario } from "./cluster.ts";
import { Following } from "./following.ts";

/** Judged once all trouble is over, and within a generous time: no election can promise more. */
export const PROGRESS: ElectionProperty = {
  name: "progress",
  promise: "Once all trouble is over, the nodes soon follow one leader.",
  watch: (scenario) => new Progress(scenario),
};

const { progressMsMax, progressWords } = RAFT_TIMING;

class Progress implements Monitor {
  readonly following: Following;
  settledStep = -1;
  settledMs = -1;
  fairUntilMs = -1;
  lastStep = 0;
  isGood = false;

  constructor(readonly scenario: ElectionScenario) {
    this.following = new Following(scenario);
  }

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (this.isGood) return;
    this.lastStep = moment.step;
    if (observation.kind === "settle") {
      this.fairUntilMs = moment.timeMs + observation.forMs;
      if (this.settledStep < 0) this.settle(moment);
    }
    this.following.observe(moment, observation);
    if (this.settledStep < 0) return;
    if (this.following.isComplete) this.isGood = true;
    else if (moment.timeMs - this.settledMs > progressMsMax) return this.fail();
  }

  finish(): Violation | undefined {
    // A run that was cut off by its number of steps showed too little time.
    const wasCutOff = this.lastStep - this.settledStep >= SETTLE_STEPS_MAX - 1;
    if (this.settledStep < 0 || this.isGood || wasCutOff) return;
    if (this.fairUntilMs - this.settledMs >= progressMsMax) return this.fail();
  }

  private settle({ step, timeMs }: Moment): void {
    this.settledStep = step;
    this.settledMs = timeMs;
    this.following.stands.clear();
  }

  private fail(): Violation {
    const time = progressMsMax.toLocaleString("en-US");
    return {
      message: `All trouble was over at step ${this.settledStep}, and in the next ${time} ms ` +
        `(${progressWords}) the nodes did not come to follow one leader: ${this.describe()}.`,
      steps: [this.settledStep],
    };
  }

  private describe(): string {
    const { scenario: { nodes, puppets }, following } = this;
    const { leader, term, heard, stands } = following;
    if (following.isDisputed) return `not only ${leader?.node} acted as leader of term ${term}`;
    const own = nodes.filter((node) => !puppets.includes(node));
    if (leader !== undefined) {
      const deaf = own.filter((node) => node !== leader.node && !heard.has(node));
      return `${leader.node} led in term ${term}, and ${listed(deaf)} did not hear from it`;
    }
    const stood = own.flatMap((node) => {
      const times = stands.get(node)?.times;
      return times === undefined
        ? []
        : [`${node} stood ${times === 1 ? "once" : `${times} times`}`];
    });
    return stood.length === 0 ? `none of ${listed(own)} stood for election` : listed(stood);
  }
}
