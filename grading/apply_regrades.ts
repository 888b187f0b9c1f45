import { handBackDecided } from "@/db/regrade_queue.ts";
import type { Database } from "@/db/schema.ts";
import { Lookout } from "./lookout.ts";
import { applyNext } from "./regrade.ts";

/** How often it looks for what was decided elsewhere, or is left of a process that was killed. */
const POLL_MS = 1_000;
const GATHER_MS = 10;
/**
 * How long everybody else has between two batches. SQLite answers within the same turn of the event
 * loop: without a rest no request would come in before all is done.
 */
const REST_MS = 10;

export interface ApplyOptions {
  readonly db: Database;
  /** Told when a regrade that is carried out here has come further. */
  readonly onProgress: () => void;
  readonly log: (line: Record<string, unknown>) => void;
}

/** Carries out regrades that were decided. */
export interface Applying {
  /** Says that one was decided. */
  wake(): void;
  /** Resolves when the database is left alone; whatever is not done goes on elsewhere, or later. */
  stop(): Promise<void>;
}

/**
 * Carries out all that instructors decide of regrades, for as long as it is not stopped: so the
 * request that decides need not wait. One process at a time is at a regrade, and where it is killed
 * the next one to look goes on.
 */
export function startApplying({ db, onProgress, log }: ApplyOptions): Applying {
  const owner = crypto.randomUUID();
  let isStopping = false;
  // What goes wrong for long is said once.
  let trouble = "";
  let work = Promise.resolve();
  const applyAll = async () => {
    while (!isStopping && await applyNext(db, owner)) {
      trouble = "";
      onProgress();
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  };
  const lookout = new Lookout({
    look: () => work = applyAll(),
    isWanted: () => !isStopping,
    onError: (error) => {
      if (trouble === String(error)) return;
      trouble = String(error);
      log({ level: "error", event: "apply-failed", error: trouble });
    },
    pollMs: POLL_MS,
    gatherMs: GATHER_MS,
  });
  lookout.begin();
  return {
    wake: () => lookout.changed(),
    async stop() {
      isStopping = true;
      lookout.close();
      // What failed was logged.
      await work.catch(() => {});
      // Where nothing can be stored the lease ends by itself.
      await handBackDecided(db, owner).catch(() => {});
    },
  };
}
