import type { Moment, Monitor, Observation, Violation } from "../types.ts";

/** One read, and how far the data that it saw had come. */
export interface SeenVersion {
  readonly session: string;
  readonly key: string;
  /** Grows with every update of the key. */
  readonly version: number;
}

export interface MonotonicReadsOptions {
  readonly read: (observation: Observation) => SeenVersion | undefined;
}

/**
 * Monotonic reads: once a session has seen a version of some data, it never sees an older one
 * (Terry et al., "Session guarantees for weakly consistent replicated data", PDIS 1994, section 2).
 */
export function monotonicReads(options: MonotonicReadsOptions): Monitor {
  return new MonotonicReads(options);
}

class MonotonicReads implements Monitor {
  /** By session and key: the newest version seen. */
  readonly seen = new Map<string, { version: number; node: string; step: number }>();

  constructor(readonly options: MonotonicReadsOptions) {}

  observe({ node, step }: Moment, observation: Observation): Violation | undefined {
    const now = this.options.read(observation);
    if (now === undefined) return;
    const key = JSON.stringify([now.session, now.key]);
    const before = this.seen.get(key);
    if (before !== undefined && now.version < before.version) {
      return {
        message: `${now.session} read version ${now.version} of ${now.key} from ${node} at step ` +
          `${step}, after version ${before.version} from ${before.node} at step ${before.step}.`,
        steps: [before.step, step],
      };
    }
    this.seen.set(key, { version: now.version, node, step });
  }
}
