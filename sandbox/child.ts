import type { Limit } from "@/engine/guest.ts";
import type { CheckResult } from "@/engine/types.ts";
import { LIMITS, type Limits } from "./limits.ts";
import type { Answer, Job } from "./protocol.ts";
import { readAnswer } from "./read_answer.ts";
import { ShapeError, TooLongError } from "./shapes.ts";
import { childCommand, type Walls } from "./walls.ts";

/** How a job ended. */
export type Ending =
  | Extract<Answer, { kind: "done" | "played" | "not gradable" | "our fault" }>
  /** A limit of the child's process ended it. */
  | { readonly kind: "ran out"; readonly limit: Limit; readonly reason: string }
  /** The child died of the program, and no limit explains it. */
  | { readonly kind: "died"; readonly reason: string }
  /** The child was not up to take the job: a fault of this machine, not of the program. */
  | { readonly kind: "not started"; readonly reason: string }
  /** We ended the child, because its answer was no longer wanted. */
  | { readonly kind: "abandoned" };

export interface ChildOptions {
  readonly walls: Walls;
  readonly deno: string;
  readonly bundle: string;
  /** `LIMITS` unless told. */
  readonly limits?: Limits;
  /** How far the child stands back for other processes, from 0 to 19. */
  readonly niceness?: number;
}

/** Who wants to know what a child says before it is done. */
export interface Hooks {
  /** The child is up and has read its job. */
  readonly onAccepted?: () => void;
  readonly onCheck?: (check: CheckResult) => void;
}

/** What a child lets out besides its answers is cut here: it is for our own log only. */
const STDERR_BYTES_MAX = 4_000;

/**
 * One process for one submission. It may be started ahead of time; it takes one job, and is dead
 * when `run` returns, whatever happened.
 */
export class Child {
  readonly #process: Deno.ChildProcess;
  readonly #limits: Limits;
  readonly #errors: Promise<string>;
  #hasAccepted = false;
  /** Why we ended it ourselves, if we did. */
  #ended: "late" | "abandoned" | undefined;

  constructor(options: ChildOptions) {
    this.#limits = options.limits ?? LIMITS;
    const [command, args] = childCommand(options.walls, this.#limits, options);
    this.#process = new Deno.Command(command, {
      args,
      clearEnv: true,
      env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#errors = readText(this.#process.stderr, STDERR_BYTES_MAX);
  }

  /** Resolves when the process is gone, for whatever reason. */
  get gone(): Promise<unknown> {
    return this.#process.status;
  }

  /** Hands over the job and reads the answers. Never rejects. */
  async run(job: Job, hooks: Hooks = {}): Promise<Ending> {
    const alarm = setTimeout(() => {
      this.#ended = "late";
      this.kill();
    }, this.#limits.wallMs);
    try {
      await this.#hand(job);
      const ending = await this.#listen(job, hooks);
      if (ending !== undefined) return ending;
      return await this.#explainDeath();
    } finally {
      clearTimeout(alarm);
      this.kill();
      await this.#process.status;
      await this.#errors;
    }
  }

  /** Ends the process at once. */
  kill(): void {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It is gone already.
    }
  }

  /** Ends the process because its answer is no longer wanted: whatever it says is void. */
  abandon(): void {
    this.#ended = "abandoned";
    // One that is still starting is ended when it takes its job: see `discard`.
    if (this.#hasAccepted) this.kill();
  }

  /**
   * Ends an unused process and waits until it is gone. It goes by itself when there is no job for
   * it. Killed while bubblewrap is still starting, bubblewrap's own child would wait for ever for
   * a parent that is gone, and keep our pipes open.
   */
  async discard(): Promise<void> {
    const alarm = setTimeout(() => this.kill(), this.#limits.wallMs);
    await this.#process.stdin.close().catch(() => {});
    await this.#process.stdout.cancel();
    await this.#process.status;
    await this.#errors;
    clearTimeout(alarm);
  }

  async #hand(job: Job): Promise<void> {
    const writer = this.#process.stdin.getWriter();
    try {
      await writer.write(new TextEncoder().encode(JSON.stringify(job) + "\n"));
      await writer.close();
    } catch {
      // The child died before it read its job: its exit code will say why.
    }
  }

  async #listen(job: Job, hooks: Hooks): Promise<Ending | undefined> {
    const { outputBytes, playedBytes } = this.#limits;
    const bytesMax = job.play === undefined ? outputBytes : playedBytes;
    let bytes = 0;
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of this.#process.stdout) {
      bytes += chunk.length;
      if (bytes > bytesMax) return TOO_LARGE;
      // Only what is new is searched for the ends of lines: a long one comes in thousands of chunks.
      const [end, ...begun] = decoder.decode(chunk, { stream: true }).split("\n");
      rest += end;
      for (const next of begun) {
        const ending = this.#take(rest, job, hooks);
        if (ending !== undefined) return ending;
        rest = next;
      }
    }
    return undefined;
  }

  /** Takes one line of output. Returns how the job ended, where that is what it says. */
  #take(line: string, job: Job, { onAccepted, onCheck }: Hooks): Ending | undefined {
    let answer: Answer | undefined;
    try {
      // A line that does not carry the nonce was not written by us.
      answer = readAnswer(line, job.nonce);
    } catch (error) {
      if (error instanceof TooLongError) return TOO_LARGE;
      if (!(error instanceof ShapeError)) throw error;
      return { nonce: job.nonce, kind: "our fault", reason: `An answer's ${error.message}` };
    }
    if (answer?.kind === "check") onCheck?.(answer.check);
    else if (answer?.kind !== "accepted") return answer;
    else {
      this.#hasAccepted = true;
      onAccepted?.();
      if (this.#ended === "abandoned") return { kind: "abandoned" };
    }
    return undefined;
  }

  async #explainDeath(): Promise<Ending> {
    const { code, signal } = await this.#process.status;
    const errors = await this.#errors;
    if (this.#ended === "abandoned") return { kind: "abandoned" };
    const how = `exit code ${code}, signal ${signal}: ${errors.slice(0, 400)}`;
    if (!this.#hasAccepted) return { kind: "not started", reason: how };
    // 128 plus the signal's number, where a wrapper reports it: 24 XCPU, 5 TRAP, 6 ABRT.
    if (this.#ended === "late" || signal === "SIGXCPU" || code === 152) {
      const reason =
        `Your program ran for more than ${this.#limits.cpuSeconds} seconds of CPU time. Look for ` +
        "data that grows with every step and is gone through in each.";
      return { kind: "ran out", limit: "time", reason };
    }
    const isHeap = signal === "SIGTRAP" || code === 133 || signal === "SIGABRT" || code === 134;
    if (isHeap || /out of memory|allocation failed/i.test(errors)) {
      const reason = `Your program used more than ${this.#limits.heapMb} MB of memory. Look for ` +
        "an array, a Map or a text that only grows.";
      return { kind: "ran out", limit: "memory", reason };
    }
    return { kind: "died", reason: how };
  }
}

const TOO_LARGE: Ending = {
  kind: "ran out",
  limit: "output",
  reason:
    "What there is to show of your program is too large: a name, a text or a counterexample " +
    "is longer than anybody could read.",
};

async function readText(stream: ReadableStream<Uint8Array>, bytesMax: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of stream) {
    if (text.length < bytesMax) text += decoder.decode(chunk, { stream: true });
  }
  return text.slice(0, bytesMax);
}
