import { Lookout } from "./lookout.ts";

/** How often what somebody looks at is looked at: other processes change it as well. */
const POLL_MS = 1_000;
/** What happens within this time is told at once. */
const GATHER_MS = 100;

interface Watcher {
  readonly onChange: (text: string) => void;
  readonly onEnd: () => void;
  told?: string;
}

export interface WatchOptions {
  /** How something stands, by its id: another text whenever it has changed. */
  readonly read: (id: string) => Promise<string>;
  readonly log: (line: Record<string, unknown>) => void;
  /** Told by tests. */
  readonly pollMs?: number;
}

/**
 * Tells those who look at something, a cohort or a regrade, when it changes. However many look, the
 * database is asked one small question for each thing: once a second, and at once when something is
 * said to have changed.
 */
export class Watch {
  readonly #read: WatchOptions["read"];
  readonly #watchers = new Map<string, Set<Watcher>>();
  readonly #lookout: Lookout;

  constructor({ read, log, pollMs = POLL_MS }: WatchOptions) {
    this.#read = read;
    this.#lookout = new Lookout({
      look: () => this.#tell(),
      isWanted: () => this.#watchers.size > 0,
      onError: (error) => log({ level: "error", event: "watch-failed", error: String(error) }),
      pollMs,
      gatherMs: GATHER_MS,
    });
  }

  /**
   * Tells how something stands, now and whenever that changes, until the watcher leaves or everybody
   * is sent away: then `onEnd` is called.
   *
   * @returns what the watcher calls to leave.
   */
  follow(id: string, onChange: (text: string) => void, onEnd: () => void): () => void {
    const watcher: Watcher = { onChange, onEnd };
    if (this.#lookout.isClosed) {
      onEnd();
      return () => {};
    }
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(watcher));
    this.#lookout.begin();
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(id) === watchers) this.#watchers.delete(id);
      if (this.#watchers.size === 0) this.#lookout.rest();
    };
  }

  /** Says that something may have changed. */
  changed(): void {
    this.#lookout.changed();
  }

  /** Sends everybody away. */
  close(): void {
    this.#lookout.close();
    const all = [...this.#watchers.values()].flatMap((watchers) => [...watchers]);
    this.#watchers.clear();
    for (const { onEnd } of all) onEnd();
  }

  async #tell(): Promise<void> {
    for (const [id, watchers] of [...this.#watchers]) {
      const text = await this.#read(id);
      for (const watcher of [...watchers]) {
        if (watcher.told === text) continue;
        watcher.told = text;
        watcher.onChange(text);
      }
    }
  }
}
