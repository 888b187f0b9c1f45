import type { Trial } from "../suite.ts";
import type { Moment, Monitor, Observation, Violation } from "../types.ts";
import { Chronicle, type Shown, type Update } from "./chronicle.ts";

/** What a value must be, given the updates that its replica knew when it was shown. */
export type Spec<Body> = (
  shown: Shown,
  known: readonly Update<Body>[],
) => Violation | undefined;

/**
 * Judges every value at the moment when it is shown, by the updates behind it: the specification
 * of a data type as a function of the updates and their causal order (Burckhardt, Gotsman, Yang and
 * Zawirski, "Replicated data types: specification, verification, optimality", POPL 2014).
 */
export function specMonitor<Body>(spec: Spec<Body>): (trial: Trial) => Monitor {
  return () => new SpecMonitor(spec);
}

class SpecMonitor<Body> implements Monitor {
  readonly chronicle = new Chronicle<Body>();

  constructor(readonly spec: Spec<Body>) {}

  observe(moment: Moment, observation: Observation): Violation | undefined {
    const shown = this.chronicle.follow(moment, observation);
    return shown && this.spec(shown, this.chronicle.known(shown));
  }
}
