// hidden: truthlab-hidden-7f3a
import { RAFT_TIMING } from "@/engine/monitors/raft_timing.ts";
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import {
  type ElectionProperty,
  type ElectionScenario,
  endOf,
  isUpToDate,
  read,
} from "@/exercises/raft-election/cluster.ts";

/**
 * For one node among puppets. A node that has just heard from a leader, or has just started and may
 * have heard from one before, is free to refuse.
 */
export const VOTES_WHEN_ASKED: ElectionProperty = {
  name: "votes-when-asked",
  promise: "A node that hears from no leader gives its vote to the first candidate of a new term " +
    "whose log is as up to date as its own.",
  watch: (scenario) => new VotesWhenAsked(scenario),
};

/** A node may take its time to answer, within reason. */
const ANSWER_MS_MAX = 100;

class VotesWhenAsked implements Monitor {
  term = 0;
  heardMs = 0;
  owed:
    | { readonly to: NodeId; readonly term: number; readonly step: number; readonly ms: number }
    | undefined;

  constructor(readonly scenario: ElectionScenario) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const { node, timeMs } = moment;
    const { owed } = this;
    if (owed !== undefined && timeMs - owed.ms > ANSWER_MS_MAX) return this.finish();
    if (observation.kind === "start") {
      this.heardMs = timeMs;
      this.owed = undefined;
    }
    if (observation.kind !== "send" && observation.kind !== "deliver") return;
    const message = read(observation.message);
    if (message === undefined) return;
    if (observation.kind === "send") {
      const isPaid = message.kind === "vote" && message.granted && message.term === owed?.term &&
        observation.to === owed.to;
      if (isPaid) this.owed = undefined;
    } else if (message.kind === "append") this.heardMs = timeMs;
    else if (message.kind === "vote request" && message.term > this.term) {
      const { lastIndex: index = 0, lastTerm: term = 0 } = message;
      const own = endOf(this.scenario.logs.get(node)!);
      const isAlone = timeMs - this.heardMs >= RAFT_TIMING.electionMsMax;
      if (isAlone && isUpToDate({ index, term }, own)) {
        this.owed = { to: observation.from, term: message.term, step: moment.step, ms: timeMs };
      }
    }
    this.term = Math.max(this.term, message.term);
  }

  finish(): Violation | undefined {
    if (this.owed === undefined) return;
    const { to, term, step } = this.owed;
    return {
      message: `n1 had no leader, and ${to} asked for its vote in term ${term} at step ${step}, ` +
        `with a log as up to date as n1's: it did not get it.`,
      steps: [step],
    };
  }
}
