import type { CheckResult, Stats } from "@/engine/types.ts";
import type { PlayOrder } from "@/engine/play_case.ts";
import type { PlayEnding, PlayRequest, RunAnswer, RunEnding, RunRequest } from "./protocol.ts";

/** What the client needs of a worker; tests hand in another. */
export interface RunWorker {
  onmessage: ((event: MessageEvent<RunAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: RunRequest | PlayRequest): void;
  terminate(): void;
}

type Stopped = { readonly kind: "stopped" };
export type ClientEnding = RunEnding | Stopped;
export type ClientPlayEnding = PlayEnding | Stopped;

/** How anything may end. */
type Trouble = Exclude<RunEnding, { kind: "done" }> | Stopped;

/** The fuel meter stops loops long before; this is for work that it cannot see. */
export const SILENCE_MS_MAX = 10_000;
/** Loading the worker's script may take this long on a slow line. */
export const LOAD_MS_MAX = 60_000;

const SILENT: Trouble = {
  kind: "ran out",
  reason: `The program did not answer for ${SILENCE_MS_MAX / 1000} seconds and was stopped. ` +
    "Look for a loop that does not end, or for work that grows with every call.",
};
const NOT_LOADED: Trouble = {
  kind: "our fault",
  reason: "The checks could not be loaded. Reload the page, or submit: the grader runs elsewhere.",
};

/** What to do with what is known before the end. */
export interface RunListener {
  readonly onCheck?: (check: CheckResult) => void;
  readonly onProgress?: (stats: Stats) => void;
}

interface Running {
  readonly id: number;
  readonly listener: RunListener;
  readonly resolve: (ending: ClientEnding | ClientPlayEnding) => void;
}

/**
 * The page's side of a worker that runs programs. A worker is started ahead of its first program
 * and kept; one that was stopped or fell silent is ended, and a new one takes its place.
 */
export class RunClient {
  readonly #start: () => RunWorker;
  #worker: RunWorker | undefined;
  #isReady = false;
  #running: Running | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  #runs = 0;

  constructor(start: () => RunWorker) {
    this.#start = start;
  }

  /** Loads a worker, so that the first run need not wait for it. */
  warm(): void {
    if (this.#worker !== undefined) return;
    const worker = this.#start();
    worker.onmessage = ({ data }) => this.#hear(worker, data);
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker === this.#worker) this.#end(NOT_LOADED);
    };
    this.#worker = worker;
  }

  /** Runs a program; one that still runs is stopped. Never rejects. */
  run(
    source: string,
    listener: RunListener = {},
    first: Pick<RunRequest, "kept" | "firstSeed"> = {},
  ): Promise<ClientEnding> {
    return this.#ask({ kind: "run", source, ...first }, listener) as Promise<ClientEnding>;
  }

  /** Plays a case with a program; what still runs is stopped. Never rejects. */
  play(source: string, order: PlayOrder): Promise<ClientPlayEnding> {
    return this.#ask({ kind: "play", source, order }, {}) as Promise<ClientPlayEnding>;
  }

  #ask(
    request: Omit<RunRequest, "id"> | Omit<PlayRequest, "id">,
    listener: RunListener,
  ): Promise<ClientEnding | ClientPlayEnding> {
    this.stop();
    this.warm();
    const id = ++this.#runs;
    return new Promise((resolve) => {
      this.#running = { id, listener, resolve };
      this.#watch();
      this.#worker!.postMessage({ ...request, id });
    });
  }

  /** Ends the run, and the worker with it, since nothing else stops a program that is busy. */
  stop(): void {
    if (this.#running === undefined) return;
    this.#end({ kind: "stopped" });
    this.warm();
  }

  /** Ends everything. */
  close(): void {
    this.#end({ kind: "stopped" });
  }

  #hear(worker: RunWorker, answer: RunAnswer): void {
    if (worker !== this.#worker) return;
    this.#isReady = true;
    const running = this.#running;
    if (running === undefined) return;
    this.#watch();
    // Nobody here asks for traces.
    if (answer.kind === "ready" || answer.kind === "trace" || answer.id !== running.id) return;
    if (answer.kind === "check") return running.listener.onCheck?.(answer.check);
    if (answer.kind === "progress") return running.listener.onProgress?.(answer.stats);
    clearTimeout(this.#alarm);
    this.#running = undefined;
    const { id: _id, ...ending } = answer;
    running.resolve(ending);
  }

  #watch(): void {
    clearTimeout(this.#alarm);
    const isReady = this.#isReady;
    this.#alarm = setTimeout(() => {
      this.#end(isReady ? SILENT : NOT_LOADED);
      this.warm();
    }, isReady ? SILENCE_MS_MAX : LOAD_MS_MAX);
  }

  /** The worker is gone after this; whoever waits for a run learns how it ended. */
  #end(ending: Trouble): void {
    clearTimeout(this.#alarm);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#isReady = false;
    const running = this.#running;
    this.#running = undefined;
    running?.resolve(ending);
  }
}
