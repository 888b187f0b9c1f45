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
  readonly #options: WatchOptions;
  readonly #watchers = new Map<string, Set<Watcher>>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueMs = Infinity;
  #isLooking = false;
  #isClosed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /**
   * Tells how something stands, now and whenever that changes, until the watcher leaves or everybody
   * is sent away: then `onEnd` is called.
   *
   * @returns what the watcher calls to leave.
   */
  follow(id: string, onChange: (text: string) => void, onEnd: () => void): () => void {
    const watcher: Watcher = { onChange, onEnd };
    if (this.#isClosed) {
      onEnd();
      return () => {};
    }
    const watchers = this.#watchers.get(id) ?? new Set();
    this.#watchers.set(id, watchers.add(watcher));
    this.#lookIn(0);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#watchers.get(id) === watchers) this.#watchers.delete(id);
      if (this.#watchers.size === 0) this.#rest();
    };
  }

  /** Says that something may have changed. */
  changed(): void {
    if (this.#watchers.size > 0) this.#lookIn(GATHER_MS);
  }

  /** Sends everybody away. */
  close(): void {
    this.#isClosed = true;
    this.#rest();
    const all = [...this.#watchers.values()].flatMap((watchers) => [...watchers]);
    this.#watchers.clear();
    for (const { onEnd } of all) onEnd();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
  }

  #lookIn(delayMs: number): void {
    const dueMs = performance.now() + delayMs;
    if (this.#isClosed || dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => this.#look(), delayMs);
  }

  async #look(): Promise<void> {
    this.#rest();
    // One look at a time: what has happened meanwhile is seen by the next.
    if (this.#isLooking) return this.#lookIn(GATHER_MS);
    this.#isLooking = true;
    try {
      for (const [id, watchers] of [...this.#watchers]) {
        const text = await this.#options.read(id);
        for (const watcher of [...watchers]) {
          if (watcher.told === text) continue;
          watcher.told = text;
          watcher.onChange(text);
        }
      }
    } catch (error) {
      this.#options.log({ level: "error", event: "watch-failed", error: String(error) });
    } finally {
      this.#isLooking = false;
      if (this.#watchers.size > 0) this.#lookIn(this.#options.pollMs ?? POLL_MS);
    }
  }
}
