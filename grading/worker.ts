import type { Claim } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import type { CpuMs } from "./examine.ts";
import { type Grader, NoVerdict } from "./grader.ts";
import { listFailures } from "./list_failures.ts";
import type { Live } from "./live.ts";
import { type Queue, SUBMISSIONS, TRIALS } from "./queues.ts";
import type { SubmissionVerdict } from "./verdict.ts";
import { withSpan } from "./with_span.ts";

/** A worker that gives no sign of life for this long has lost its submission. */
const LEASE_MS = 6_000;
const HEARTBEAT_MS = 2_000;
/** How often an idle worker looks for submissions that others have lost. */
const POLL_MS = 1_000;
/** A submission that killed this many children is not tried again. */
const DEATHS_MAX = 3;

export interface WorkerOptions {
  readonly db: Database;
  readonly grader: Grader;
  /** Tells who waits. */
  readonly live: Pick<Live, "report" | "forget" | "changed">;
  readonly count: number;
  readonly log: (line: Record<string, unknown>) => void;
}

export interface Workers {
  /** Says that something was submitted. */
  wake(): void;
  /** Stops all workers; what they were grading goes back into the queue. */
  stop(): Promise<void>;
}

/**
 * Starts workers that grade whatever is in the queue, until they are stopped. Where learners wait
 * for nothing they grade what a regrade is to try, all but one, who is there for the next learner.
 */
export function startWorkers(options: WorkerOptions): Workers {
  const { count } = options;
  const workers = Array.from({ length: count }, (_, index) => {
    const isForLearners = index === 0 && count > 1;
    return new Worker(options, isForLearners ? [SUBMISSIONS] : [SUBMISSIONS, TRIALS]);
  });
  const loops = workers.map((worker) => worker.loop());
  return {
    wake: () => workers.forEach((worker) => worker.wake()),
    async stop() {
      workers.forEach((worker) => worker.stop());
      await options.grader.close();
      await Promise.all(loops);
    },
  };
}

/** A program that a worker grades now, and the queue from which it is. */
interface Work extends Claim {
  readonly queue: Queue;
}

class Worker {
  readonly #options: WorkerOptions;
  /** The first that has work is served. */
  readonly #queues: readonly Queue[];
  readonly #owner = crypto.randomUUID();
  #isStopping = false;
  #hasNews = false;
  #wake: () => void = () => {};

  constructor(options: WorkerOptions, queues: readonly Queue[]) {
    this.#options = options;
    this.#queues = queues;
  }

  wake(): void {
    this.#hasNews = true;
    this.#wake();
  }

  stop(): void {
    this.#isStopping = true;
    this.wake();
  }

  async loop(): Promise<void> {
    const { log } = this.#options;
    // What goes wrong for long is said once.
    let trouble = "";
    while (!this.#isStopping) {
      this.#hasNews = false;
      try {
        const work = await this.#claim();
        if (work === undefined) await this.#rest();
        else await this.#grade(work);
        trouble = "";
      } catch (error) {
        // The database did not answer: say so, and try again rather than die.
        if (String(error) !== trouble) {
          trouble = String(error);
          log({ level: "error", event: "worker-failed", error: trouble });
        }
        await this.#rest();
      }
    }
  }

  async #claim(): Promise<Work | undefined> {
    for (const queue of this.#queues) {
      const nowMs = Date.now();
      const lease = { owner: this.#owner, nowMs, untilMs: nowMs + LEASE_MS };
      const claimed = await queue.claim(this.#options.db, lease);
      if (claimed !== undefined) return { ...claimed, queue };
    }
  }

  async #rest(): Promise<void> {
    if (this.#hasNews) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #grade(claimed: Work): Promise<void> {
    const { db, grader, live, log } = this.#options;
    live.changed();
    const heartbeat = setInterval(() => {
      const lease = { owner: this.#owner, untilMs: Date.now() + LEASE_MS };
      claimed.queue.renew(db, claimed.id, lease).catch((error) =>
        log({ level: "warn", event: "heartbeat-failed", error: String(error) })
      );
    }, HEARTBEAT_MS);
    try {
      const attributes = { "truthlab.exercise": claimed.slug, "truthlab.submission": claimed.id };
      await withSpan("grade", attributes, async (span) => {
        let cpuMs: CpuMs | undefined;
        const verdict = await grader.grade(claimed.slug, claimed.source, {
          onProgress: (progress) => live.report(claimed.id, progress),
          onCpu: (spent) => cpuMs = spent,
        });
        span.setAttributes(describeVerdict(verdict));
        await this.#store(claimed, verdict, cpuMs);
      });
    } catch (error) {
      if (!(error instanceof NoVerdict)) throw error;
      await this.#withoutVerdict(claimed, error);
    } finally {
      clearInterval(heartbeat);
      live.forget(claimed.id);
    }
  }

  async #withoutVerdict(claimed: Work, reason: NoVerdict): Promise<void> {
    const { db, grader, log } = this.#options;
    const { kind, message } = reason;
    const { queue } = claimed;
    if (this.#isStopping || kind === "abandoned") {
      return await queue.handBack(db, claimed.id, this.#owner);
    }
    log({ level: "error", event: `child ${kind}`, submission: claimed.id, reason: message });
    if (kind === "not started") {
      // No fault of this submission: it waits until this machine can start processes again.
      await queue.handBack(db, claimed.id, this.#owner);
      return await this.#rest();
    }
    await queue.countDeath(db, claimed.id);
    if (claimed.deaths + 1 < DEATHS_MAX) return await queue.handBack(db, claimed.id, this.#owner);
    await this.#store(claimed, await grader.giveUp(claimed.slug, claimed.source, POISON));
  }

  async #store(claimed: Work, verdict: SubmissionVerdict, cpuMs?: CpuMs): Promise<void> {
    const { db, log } = this.#options;
    const startMs = performance.now();
    const isStored = await claimed.queue.finish(db, claimed.id, this.#owner, {
      verdict: verdict.verdict,
      score: verdict.score,
      json: JSON.stringify(verdict),
      createdAt: new Date().toISOString(),
      graderHash: verdict.hashes.grader,
      engineHash: verdict.hashes.engine,
      failures: await listFailures(verdict),
    });
    log({
      level: verdict.verdict === "our fault" ? "error" : "info",
      event: isStored ? claimed.queue.event : "lease-lost",
      submission: claimed.id,
      slug: claimed.slug,
      verdict: verdict.verdict,
      milliseconds: verdict.stats.milliseconds,
      times: { ...verdict.stats.times, store: Math.round(performance.now() - startMs) },
      cpuMs,
    });
  }
}

/** For spans: what came of it, and how many milliseconds each part took. */
function describeVerdict({ verdict, stats }: SubmissionVerdict): Record<string, string | number> {
  const parts = Object.entries(stats.times ?? {});
  return {
    "truthlab.verdict": verdict,
    ...Object.fromEntries(parts.map(([part, ms]) => [`truthlab.${part}_ms`, ms])),
  };
}

const POISON =
  `The grader's process died ${DEATHS_MAX} times on this program, for no reason that it ` +
  "could name. The instructors can see it.";
