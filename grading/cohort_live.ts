import { readRevision } from "@/db/matrix.ts";
import type { Database } from "@/db/schema.ts";

/** How often a cohort that somebody looks at is looked at. */
const POLL_MS = 1_000;

interface Watcher {
  readonly onRevision: (revision: string) => void;
  readonly onEnd: () => void;
  told?: string;
}

export interface CohortLiveOptions {
  readonly db: Database;
  readonly log: (line: Record<string, unknown>) => void;
  /** Told by tests. */
  readonly pollMs?: number;
}

/**
 * Tells those who look at a cohort when it changes. However many look, the database is asked one
 * small question a second for each cohort, so that what other processes grade is seen as well.
 */
export class CohortLive {
  readonly #options: CohortLiveOptions;
  readonly #watchers = new Map<string, Set<Watcher>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isLooking = false;
  #isClosed = false;

  constructor(options: CohortLiveOptions) {
    this.#options = options;
  }

  /**
   * Tells a cohort's revision, now and whenever it changes, until the watcher leaves or everybody is
   * sent away: then `onEnd` is called.
   *
   * @returns what the watcher calls to leave.
   */
  follow(cohortId: string, onRevision: (revision: string) => void, onEnd: () => void): () => void {
    const watcher: Watcher = { onRevision, onEnd };
    if (this.#isClosed) {
      onEnd();
      return () => {};
    }
    const watchers = this.#watchers.get(cohortId) ?? new Set();
    this.#watchers.set(cohortId, watchers.add(watcher));
    this.#lookIn(0);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0) this.#watchers.delete(cohortId);
      if (this.#watchers.size === 0) clearTimeout(this.#timer);
    };
  }

  /** Sends everybody away. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const all = [...this.#watchers.values()].flatMap((watchers) => [...watchers]);
    this.#watchers.clear();
    for (const { onEnd } of all) onEnd();
  }

  #lookIn(delayMs: number): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => this.#look(), delayMs);
  }

  async #look(): Promise<void> {
    // Whoever came while it was looking is told by the next look.
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      for (const [cohortId, watchers] of [...this.#watchers]) {
        const revision = await readRevision(this.#options.db, cohortId);
        for (const watcher of [...watchers]) {
          if (watcher.told === revision) continue;
          watcher.told = revision;
          watcher.onRevision(revision);
        }
      }
    } catch (error) {
      this.#options.log({ level: "error", event: "cohort-live-failed", error: String(error) });
    } finally {
      this.#isLooking = false;
      if (this.#watchers.size > 0) this.#lookIn(this.#options.pollMs ?? POLL_MS);
    }
  }
}
