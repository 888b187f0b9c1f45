export interface LookoutOptions {
  readonly look: () => Promise<void>;
  /** Whether anybody wants to know. */
  readonly isWanted: () => boolean;
  readonly onError: (error: unknown) => void;
  /** How often it looks without being told: what it looks at changes elsewhere as well. */
  readonly pollMs: number;
  /** What is said to have changed within this time is looked at once. */
  readonly gatherMs: number;
}

/**
 * Looks at something as long as somebody wants to know: now and again, and soon after it is said to
 * have changed. However slow a look is, there is one at a time; one that fails is followed by others.
 */
export class Lookout {
  readonly #options: LookoutOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueMs = Infinity;
  #isLooking = false;
  #isClosed = false;

  constructor(options: LookoutOptions) {
    this.#options = options;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Says that somebody has come who wants to know. */
  begin(): void {
    this.#lookIn(0);
  }

  /** Says that something may have changed. */
  changed(): void {
    if (this.#options.isWanted()) this.#lookIn(this.#options.gatherMs);
  }

  /** Says that nobody wants to know any longer. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#dueMs = Infinity;
  }

  /** Looks no more. */
  close(): void {
    this.#isClosed = true;
    this.rest();
  }

  #lookIn(delayMs: number): void {
    const dueMs = performance.now() + delayMs;
    if (this.#isClosed || dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => this.#look(), delayMs);
  }

  async #look(): Promise<void> {
    const { look, isWanted, onError, pollMs, gatherMs } = this.#options;
    this.rest();
    // What has happened meanwhile is seen by the next.
    if (this.#isLooking) return this.#lookIn(gatherMs);
    this.#isLooking = true;
    try {
      await look();
    } catch (error) {
      onError(error);
    } finally {
      this.#isLooking = false;
      if (isWanted()) this.#lookIn(pollMs);
    }
  }
}
