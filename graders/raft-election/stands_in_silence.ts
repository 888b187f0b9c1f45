// hidden: truthlab-hidden-7f3a
import type { Moment, Monitor, NodeId, Observation, Violation } from "@/engine/types.ts";
import { type ElectionProperty, read } from "@/exercises/raft-election/cluster.ts";

/**
 * For one node among puppets. To stand is to send anything of one's own accord, since a pre-vote may
 * come first, and a leader's heartbeat shows as well that its timers work.
 */
export const STANDS_IN_SILENCE: ElectionProperty = {
  name: "stands-in-silence",
  promise:
    "A node that hears from no leader of its term stands for election, whatever else it hears.",
  watch: () => new StandsInSilence(),
};

/** Half as much again as the longest election timeout. */
const SILENCE_MS_MAX = 900;

class StandsInSilence implements Monitor {
  term = 0;
  isRunning = false;
  isTimer = false;
  sinceMs = 0;
  sinceStep = 0;
  fairUntilMs = 0;
  /** What the node heard since, and what is no reason to wait any longer. */
  readonly heard = new Map<string, { from: NodeId; times: number }>();

  observe(moment: Moment, observation: Observation): Violation | undefined {
    if (this.isLate(moment.timeMs)) return this.fail();
    if (observation.kind === "settle") this.fairUntilMs = moment.timeMs + observation.forMs;
    else if (observation.kind === "start" || observation.kind === "crash") {
      this.isRunning = observation.kind === "start";
      this.isTimer = false;
      this.reset(moment);
    } else if (observation.kind === "fire") this.isTimer = true;
    else if (observation.kind === "deliver") this.hear(moment, observation);
    else if (observation.kind === "send") this.send(moment, observation.message);
  }

  finish(): Violation | undefined {
    if (this.isLate(this.fairUntilMs)) return this.fail();
  }

  private hear(moment: Moment, { from, message: data }: { from: NodeId; message: unknown }): void {
    this.isTimer = false;
    const message = read(data);
    if (message === undefined) return;
    const isNews = message.kind === "append" && message.term >= this.term ||
      message.term > this.term;
    this.term = Math.max(this.term, message.term);
    if (isNews) return this.reset(moment);
    const what = `${message.kind === "append" ? "AppendEntries" : message.kind} of term ` +
      message.term;
    this.heard.set(what, { from, times: (this.heard.get(what)?.times ?? 0) + 1 });
  }

  private send(moment: Moment, data: unknown): void {
    const message = read(data);
    if (message !== undefined) this.term = Math.max(this.term, message.term);
    const isGrant = message?.kind === "vote" && message.granted;
    if (this.isTimer || isGrant) this.reset(moment);
  }

  private reset({ step, timeMs }: Moment): void {
    this.sinceMs = timeMs;
    this.sinceStep = step;
    this.heard.clear();
  }

  private isLate(timeMs: number): boolean {
    return this.isRunning && timeMs - this.sinceMs > SILENCE_MS_MAX;
  }

  private fail(): Violation {
    const heard = [...this.heard].map(([what, { from, times }]) =>
      `${from}'s ${what}${times === 1 ? "" : `, ${times} times`}`
    );
    const only = heard.length === 0 ? "nothing" : `nothing but ${heard.join(" and ")}`;
    return {
      message: `From step ${this.sinceStep} on, n1 heard ${only}, and did not stand for election ` +
        `within ${SILENCE_MS_MAX} ms.`,
      steps: [this.sinceStep],
    };
  }
}
