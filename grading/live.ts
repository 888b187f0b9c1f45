import { listWaiting } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import type { Standing } from "@/lib/standing.ts";
import { Lookout } from "./lookout.ts";

/** How often those are looked at whose submission another process may grade. */
const POLL_MS = 1_000;
/** What happens within this time is told at once. */
const GATHER_MS = 50;

export interface LiveOptions {
  readonly db: Database;
  readonly log: (line: Record<string, unknown>) => void;
  /** Told by tests. */
  readonly pollMs?: number;
}

/** Told where a submission stands; the last time, that it is done. */
export type Follower = (standing: Standing) => void;

/** What is known here of a submission that this process grades. */
type Progress = Pick<Standing, "checks" | "failed">;

/**
 * Tells those who wait where their submissions stand. However many they are, the database is asked
 * one question: when something happened here, and once a second for what happens elsewhere.
 */
export class Live {
  readonly #followers = new Map<string, Set<Follower>>();
  readonly #told = new Map<string, string>();
  readonly #progress = new Map<string, Progress>();
  readonly #hangUps = new Set<() => void>();
  readonly #lookout: Lookout;

  constructor({ db, log, pollMs = POLL_MS }: LiveOptions) {
    this.#lookout = new Lookout({
      look: async () => this.#tell(await listWaiting(db)),
      isWanted: () => this.#followers.size > 0,
      onError: (error) => log({ level: "error", event: "live-failed", error: String(error) }),
      pollMs,
      gatherMs: GATHER_MS,
    });
  }

  /** How many wait. */
  get size(): number {
    return this.#hangUps.size;
  }

  /**
   * Tells a follower where a submission stands, now and whenever that changes. It hears no more
   * after "done", after it has left, or when everybody is sent away: then `onEnd` is called.
   *
   * @returns what the follower calls to leave.
   */
  follow(id: string, follower: Follower, onEnd: () => void): () => void {
    const followers = this.#followers.get(id) ?? new Set();
    this.#followers.set(id, followers.add(follower));
    const leave = () => {
      if (!this.#hangUps.delete(hangUp)) return;
      followers.delete(follower);
      if (followers.size === 0) {
        this.#followers.delete(id);
        this.#told.delete(id);
      }
      if (this.#hangUps.size === 0) this.#lookout.rest();
    };
    const hangUp = () => {
      leave();
      onEnd();
    };
    this.#hangUps.add(hangUp);
    // Whoever comes late hears what the others have heard.
    this.#told.delete(id);
    if (this.#lookout.isClosed) hangUp();
    else this.#lookout.begin();
    return leave;
  }

  /** Says how far the grading of a submission has come in this process. */
  report(id: string, progress: Progress): void {
    this.#progress.set(id, progress);
    if (this.#followers.has(id)) this.changed();
  }

  /** Says that it is not graded here any longer. */
  forget(id: string): void {
    this.#progress.delete(id);
    this.changed();
  }

  /** Says that the queue has changed. */
  changed(): void {
    this.#lookout.changed();
  }

  /** Sends everybody away. */
  close(): void {
    this.#lookout.close();
    for (const hangUp of [...this.#hangUps]) hangUp();
  }

  #tell(waiting: readonly { readonly id: string; readonly state: string }[]): void {
    const standings = new Map<string, Standing>();
    let place = 0;
    for (const { id, state } of waiting) {
      if (state === "queued") standings.set(id, { state: "queued", place: ++place });
      else standings.set(id, { state: "running", ...this.#progress.get(id) });
    }
    for (const [id, followers] of [...this.#followers]) {
      const standing = standings.get(id) ?? { state: "done" };
      const text = JSON.stringify(standing);
      if (this.#told.get(id) === text) continue;
      this.#told.set(id, text);
      for (const follower of [...followers]) follower(standing);
    }
  }
}
