import type { DraftStorage } from "./drafts.ts";

/** A draft as the server has it. */
export interface ServerDraft {
  readonly source: string;
  /** 0 where there is none. */
  readonly version: number;
  readonly updatedAt: string | null;
}

/** What this browser and the server last agreed on. */
type Base = Pick<ServerDraft, "source" | "version">;

export interface DraftSyncOptions {
  readonly slug: string;
  readonly storage: () => DraftStorage;
  readonly fetch: typeof fetch;
  readonly read: () => string;
  /** Puts a draft from elsewhere in place of one that nothing was changed in. */
  readonly take: (source: string) => void;
  /** Another page's draft stands against this one; undefined once that is settled. */
  readonly onConflict: (theirs: ServerDraft | undefined) => void;
}

/** Sent with `keepalive`, a request outlives its page, but may not be longer than this. */
const KEEPALIVE_BYTES_MAX = 60_000;

/**
 * Keeps a draft the same here and on the server. Nothing is ever overwritten unasked: where both
 * have changed since they last agreed, the learner chooses, and until then nothing is sent. What
 * cannot be sent is sent later: the browser keeps the draft anyway.
 */
export class DraftSync {
  readonly #options: DraftSyncOptions;
  readonly #url: string;
  readonly #key: string;
  /** What the page came with, before anybody changed it. */
  readonly #initial: string;
  #base: Base | undefined;
  #theirs: ServerDraft | undefined;
  #isSending = false;
  #isCutOff = false;
  #hasOpened = false;

  constructor(options: DraftSyncOptions & { readonly initial: string }) {
    this.#options = options;
    this.#initial = options.initial;
    this.#url = `/api/exercises/${options.slug}/draft`;
    this.#key = `truthlab:draft-base:${options.slug}`;
    this.#base = this.#readBase();
  }

  /** True where the last request found no server: it is worth another try. */
  get isCutOff(): boolean {
    return this.#isCutOff;
  }

  /** True where the server has the draft as it stands. */
  get isOnServer(): boolean {
    return this.#base !== undefined && this.#isUntouched();
  }

  /** Looks at what the server has. Until that is known nothing is sent. */
  async open(): Promise<void> {
    const theirs = await this.#get();
    if (theirs === undefined) return;
    this.#hasOpened = true;
    // A server that knows less than before has lost it, or takes us for somebody else.
    if (this.#base !== undefined && theirs.version < this.#base.version) this.#base = undefined;
    if (theirs.version === (this.#base?.version ?? 0)) return await this.push();
    if (this.#isUntouched()) {
      this.#agree(theirs);
      if (this.#options.read() !== theirs.source) this.#options.take(theirs.source);
    } else this.#meet(theirs);
  }

  /** Sends the draft if it has changed. Never rejects. */
  async push(): Promise<void> {
    if (!this.#hasOpened) return await this.open();
    if (this.#theirs !== undefined || this.#isSending || this.#isUntouched()) return;
    this.#isSending = true;
    const source = this.#options.read();
    const answer = await this.#put(source, this.#base?.version ?? 0).catch(() => undefined);
    this.#isSending = false;
    if (answer === undefined) return;
    if (answer.source !== source) return this.#meet(answer);
    this.#agree(answer);
    await this.push();
  }

  /** The learner has chosen. Theirs is taken over; or ours is sent, knowing of theirs. */
  async settle(choice: "mine" | "theirs"): Promise<void> {
    const theirs = this.#theirs;
    if (theirs === undefined) return;
    this.#theirs = undefined;
    this.#agree(theirs);
    this.#options.onConflict(undefined);
    if (choice === "theirs") this.#options.take(theirs.source);
    await this.push();
  }

  #isUntouched(): boolean {
    return this.#options.read() === (this.#base?.source ?? this.#initial);
  }

  #meet(theirs: ServerDraft): void {
    if (theirs.source === this.#options.read()) return this.#agree(theirs);
    this.#theirs = theirs;
    this.#options.onConflict(theirs);
  }

  #agree({ source, version }: Base): void {
    this.#base = { source, version };
    try {
      this.#options.storage().setItem(this.#key, JSON.stringify(this.#base));
    } catch {
      // Without it the next visit asks the learner, where it could have known.
    }
  }

  #readBase(): Base | undefined {
    try {
      const { source, version } = JSON.parse(this.#options.storage().getItem(this.#key) ?? "{}");
      return typeof source === "string" && version > 0 ? { source, version } : undefined;
    } catch {
      return undefined;
    }
  }

  async #get(): Promise<ServerDraft | undefined> {
    try {
      const response = await this.#send({ headers: { Accept: "application/json" } });
      return response.ok ? await response.json() as ServerDraft : undefined;
    } catch {
      return undefined;
    }
  }

  /** What the server has now; undefined where it did not take it and has nothing newer. */
  async #put(source: string, base: number): Promise<ServerDraft | undefined> {
    const body = JSON.stringify({ source, base });
    const response = await this.#send({
      method: "PUT",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body,
      keepalive: body.length < KEEPALIVE_BYTES_MAX,
    });
    if (response.ok) return { source, ...await response.json() };
    return response.status === 409 ? (await response.json()).draft : undefined;
  }
  async #send(request: RequestInit): Promise<Response> {
    this.#isCutOff = true;
    const response = await this.#options.fetch(this.#url, request);
    this.#isCutOff = false;
    return response;
  }
}
