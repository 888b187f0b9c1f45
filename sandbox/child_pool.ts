import { Child, type ChildOptions, type Ending, type Hooks } from "./child.ts";
import type { Job } from "./protocol.ts";

/** What became of the children of a pool, since it was opened. */
export interface ChildCounts {
  readonly started: number;
  /** Those that died for a reason that nobody could name. */
  readonly died: number;
  /** Those that could not be started, or were not up to take their job. */
  readonly notStarted: number;
}

/**
 * Keeps a few children warm, so that a submission need not wait for a process to start. Each is
 * used once and shared by nobody.
 */
export class ChildPool {
  readonly #options: ChildOptions;
  readonly #warmCount: number;
  readonly #warm: Child[] = [];
  readonly #busy = new Set<Child>();
  /** Those that died while they waited, whose pipes are being closed. */
  readonly #dead = new Set<Promise<void>>();
  #isClosed = false;
  readonly #counts = { started: 0, died: 0, notStarted: 0 };
  /** Why the last child could not be started. */
  #fault = "";

  constructor(options: ChildOptions, warmCount: number) {
    this.#options = options;
    this.#warmCount = warmCount;
    this.#refill();
  }

  get counts(): ChildCounts {
    return { ...this.#counts };
  }

  /** Grades one job in a process of its own. Never rejects. */
  async run(job: Job, hooks?: Hooks): Promise<Ending> {
    if (this.#isClosed) return { kind: "abandoned" };
    const child = this.#warm.shift() ?? this.#start();
    if (child === undefined) return { kind: "not started", reason: this.#fault };
    this.#busy.add(child);
    this.#refill();
    try {
      const ending = await child.run(job, hooks);
      if (ending.kind === "died") this.#counts.died++;
      if (ending.kind === "not started") this.#counts.notStarted++;
      return ending;
    } finally {
      this.#busy.delete(child);
    }
  }

  /** Ends all children, the busy ones too. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const child of this.#busy) child.abandon();
    await Promise.all([...this.#dead, ...this.#warm.splice(0).map((child) => child.discard())]);
  }

  #start(): Child | undefined {
    try {
      const child = new Child(this.#options);
      this.#counts.started++;
      return child;
    } catch (error) {
      this.#counts.notStarted++;
      this.#fault = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  #refill(): void {
    while (!this.#isClosed && this.#warm.length < this.#warmCount) {
      const child = this.#start();
      if (child === undefined) return;
      this.#warm.push(child);
      // A child that dies while it waits must not be handed a job.
      child.gone.then(() => {
        const index = this.#warm.indexOf(child);
        if (index < 0) return;
        this.#counts.died++;
        this.#warm.splice(index, 1);
        const discarded = child.discard().finally(() => this.#dead.delete(discarded));
        this.#dead.add(discarded);
      });
    }
  }
}
