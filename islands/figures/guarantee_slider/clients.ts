import type { Context } from "@/engine/types.ts";
import { type Guarantee, type Key, Replica } from "./replica.ts";

export const CLIENTS = ["Ana", "Ben", "Cem", "Dia"] as const;
export type Client = typeof CLIENTS[number];

/** One operation, as its client saw it. */
export interface Step {
  readonly client: Client;
  readonly kind: "read" | "write";
  readonly key: Key;
  readonly calledMs: number;
  /** The places of call and answer among all calls and answers. */
  readonly calledAt: number;
  returnedMs: number;
  returnedAt: number;
  value: number;
}

/** Where all clients' steps are written down. */
export interface Notebook {
  readonly steps: Step[];
  events: number;
}

export interface StoreOptions {
  readonly guarantee: Guarantee;
  readonly quorum: number;
  /** How long Ben and Cem wait before they look again. */
  readonly pauseMs: number;
  readonly notebook: Notebook;
}

/**
 * A replica with the clients beside it, who do the same under every guarantee:
 *
 * - Ana posts; Ben looks until he sees it, and answers; Cem looks until he sees the answer, and
 *   then reads the post;
 * - meanwhile Ana writes p and reads q, and Dia writes q and reads p.
 */
export class Home extends Replica {
  private readonly pauses = new Map<string, () => void>();

  constructor(context: Context, private readonly options: StoreOptions) {
    super(context, options.guarantee, options.quorum);
  }

  onStart(): void {
    const { id } = this.context;
    if (id === "A") {
      this.writes("Ana", "post", () => this.writes("Ana", "p", () => this.reads("Ana", "q")));
    }
    if (id === "B") this.looks("Ben", "post", () => this.writes("Ben", "answer"));
    if (id === "C") {
      this.looks("Cem", "answer", () => this.reads("Cem", "post"));
      this.writes("Dia", "q", () => this.reads("Dia", "p"));
    }
  }

  onTimer(client: string): void {
    this.pauses.get(client)?.();
  }

  private looks(client: Client, key: Key, then: () => void): void {
    this.reads(client, key, (value) => {
      if (value === 1) return then();
      this.pauses.set(client, () => this.looks(client, key, then));
      this.context.setTimer(client, this.options.pauseMs);
    });
  }

  private writes(client: Client, key: Key, then?: () => void): void {
    const end = this.begin(client, "write", key);
    this.write(key, (value) => {
      end(value);
      then?.();
    });
  }

  private reads(client: Client, key: Key, then?: (value: number) => void): void {
    const end = this.begin(client, "read", key);
    this.read(key, (value) => {
      end(value);
      then?.(value);
    });
  }

  private begin(client: Client, kind: Step["kind"], key: Key): (value: number) => void {
    const { notebook } = this.options;
    const step: Step = {
      client,
      kind,
      key,
      calledMs: this.context.now(),
      calledAt: notebook.events++,
      returnedMs: Infinity,
      returnedAt: Infinity,
      value: 0,
    };
    notebook.steps.push(step);
    return (value) => {
      step.returnedMs = this.context.now();
      step.returnedAt = notebook.events++;
      step.value = value;
    };
  }
}
