import { canonicalText } from "../monitors/canonical_text.ts";
import type { Trial } from "../suite.ts";
import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { Chronicle, type Shown } from "./chronicle.ts";
import type { DataType } from "./data_type.ts";

/**
 * Strong eventual consistency: replicas that know the same updates show the same value, in whatever
 * order and however often they heard of them (Shapiro and others, SSS 2011, definition 2.3). Judged
 * at every moment of a run, so nothing needs to settle first.
 */
export function sameUpdates<Body>(type: DataType<Body>): (trial: Trial) => Monitor {
  return () => new SameUpdates(type);
}

class SameUpdates<Body> implements Monitor {
  readonly chronicle = new Chronicle<Body>();
  readonly byKnowledge = new Map<string, Shown>();

  constructor(readonly type: DataType<Body>) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const shown = this.chronicle.follow(moment, observation);
    if (shown === undefined || shown.refusal !== undefined) return;
    const key = shown.knows.join();
    const before = this.byKnowledge.get(key);
    if (before === undefined) this.byKnowledge.set(key, shown);
    else if (canonicalText(before.value) !== canonicalText(shown.value)) {
      return this.differ(before, shown);
    }
  }

  private differ(before: Shown, shown: Shown): Violation {
    const { show } = this.type;
    const what = shown.knows.length === 0 ? "no update yet" : "the same updates";
    const message = before.node === shown.node
      ? `${shown.node} shows ${show(before.value)} at step ${before.step} and ` +
        `${show(shown.value)} at step ${shown.step}, and has learnt of no update in between.`
      : `${before.node} at step ${before.step} and ${shown.node} at step ${shown.step} know ` +
        `${what}, but show ${show(before.value)} and ${show(shown.value)}.`;
    return { message, steps: [before.step, shown.step] };
  }
}
