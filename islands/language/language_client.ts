import type { Answered, Answers, Asked, Question } from "./protocol.ts";

/** What the client needs of a worker; tests hand in another. */
export interface LanguageWorker {
  onmessage: ((event: MessageEvent<Answered>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(asked: Asked): void;
  terminate(): void;
}

/**
 * The page's side of the worker that knows TypeScript. It is started at the first question. Where it
 * cannot be had, every question is answered by undefined, and the page goes on without.
 */
export class LanguageClient {
  readonly #slug: string;
  readonly #start: () => LanguageWorker;
  readonly #onLost: () => void;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #worker: LanguageWorker | undefined;
  #isLost = false;
  #questions = 0;

  constructor(options: {
    readonly slug: string;
    readonly start: () => LanguageWorker;
    /** Called once, when there will be no answers any more. */
    readonly onLost: () => void;
  }) {
    this.#slug = options.slug;
    this.#start = options.start;
    this.#onLost = options.onLost;
  }

  /** Never rejects. */
  ask<Kind extends Question["kind"]>(
    question: Question & { readonly kind: Kind },
  ): Promise<Answers[Kind] | undefined> {
    if (this.#isLost) return Promise.resolve(undefined);
    this.#worker ??= this.#open();
    const id = ++this.#questions;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve as (answer: unknown) => void);
      this.#worker!.postMessage({ id, slug: this.#slug, question });
    });
  }

  close(): void {
    this.#isLost = true;
    this.#worker?.terminate();
    for (const resolve of this.#waiting.values()) resolve(undefined);
    this.#waiting.clear();
  }

  #open(): LanguageWorker {
    const worker = this.#start();
    worker.onmessage = ({ data }) => {
      if ("error" in data) return this.#lose();
      this.#waiting.get(data.id)?.(data.answer);
      this.#waiting.delete(data.id);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      this.#lose();
    };
    return worker;
  }

  #lose(): void {
    if (this.#isLost) return;
    this.close();
    this.#onLost();
  }
}
