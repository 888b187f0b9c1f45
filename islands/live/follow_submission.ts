import type { Standing } from "@/lib/standing.ts";
import { type ApiOptions, type Submission, waitForVerdict } from "../workspace/api_client.ts";

/** What a page shows while it waits. */
export interface Waiting {
  readonly standing: Standing;
  /** True while the server cannot be heard; it is tried again without anybody's doing. */
  readonly isLost: boolean;
}

export interface FollowOptions extends ApiOptions {
  /** The browser's own unless told; without one the server is asked again and again. */
  readonly Source?: typeof EventSource;
  readonly signal?: AbortSignal;
}

/** The server gives a sign of life every ten seconds: after so long the connection is dead. */
const SILENCE_MS_MAX = 30_000;

/**
 * Follows a submission until it has its verdict, by server-sent events. A lost connection is opened
 * again, by the browser where it notices and by us where it does not; where events are not to be
 * had, the server is asked now and then.
 *
 * @throws ApiError when it cannot be asked at all. The submission is stored all the same.
 */
export async function followSubmission(
  id: string,
  onWaiting: (waiting: Waiting) => void,
  options: FollowOptions = {},
): Promise<Submission> {
  const { Source = globalThis.EventSource, signal } = options;
  if (Source !== undefined) {
    const submission = await new Listening(id, onWaiting, Source, signal).done;
    if (submission !== undefined) return submission;
  }
  return await waitForVerdict(
    id,
    ({ state }) => onWaiting({ standing: { state }, isLost: false }),
    options,
  );
}

class Listening {
  /** Resolves with the submission, or with undefined where events are not to be had. */
  readonly done: Promise<Submission | undefined>;
  readonly #url: string;
  readonly #onWaiting: (waiting: Waiting) => void;
  readonly #Source: typeof EventSource;
  readonly #end: (submission: Submission | undefined) => void;
  #source: EventSource | undefined;
  #alarm: ReturnType<typeof setTimeout> | undefined;
  #standing: Standing = { state: "queued" };

  constructor(
    id: string,
    onWaiting: (waiting: Waiting) => void,
    Source: typeof EventSource,
    signal: AbortSignal | undefined,
  ) {
    this.#url = `/api/submissions/${id}/events`;
    this.#onWaiting = onWaiting;
    this.#Source = Source;
    const { promise, resolve, reject } = Promise.withResolvers<Submission | undefined>();
    this.done = promise;
    this.#end = (submission) => {
      this.#close();
      resolve(submission);
    };
    signal?.addEventListener("abort", () => {
      this.#close();
      reject(signal.reason);
    });
    this.#open();
  }

  #open(): void {
    const source = new this.#Source(this.#url);
    this.#source = source;
    this.#expectLife();
    source.addEventListener("heartbeat", () => this.#expectLife());
    source.addEventListener("standing", ({ data }) => {
      this.#expectLife();
      this.#standing = JSON.parse(data);
      this.#onWaiting({ standing: this.#standing, isLost: false });
    });
    source.addEventListener("verdict", ({ data }) => this.#end(JSON.parse(data)));
    source.addEventListener("error", () => {
      if (source.readyState === this.#Source.CLOSED) return this.#end(undefined);
      this.#onWaiting({ standing: this.#standing, isLost: true });
    });
  }

  #expectLife(): void {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(() => {
      this.#onWaiting({ standing: this.#standing, isLost: true });
      this.#close();
      this.#open();
    }, SILENCE_MS_MAX);
  }

  #close(): void {
    clearTimeout(this.#alarm);
    this.#source?.close();
  }
}
