import type { Context, NodeId } from "@/engine/types.ts";

export const GUARANTEES = ["eventual", "causal", "sequential", "linearizable"] as const;
export type Guarantee = typeof GUARANTEES[number];

/** What the clients write and read: the post, the answer to it, and two values of no concern. */
export type Key = "post" | "answer" | "p" | "q";

/** Told when an operation is confirmed; for a read, with what was read: 0 before any write. */
export type Done = (value: number) => void;

/** The replica that puts all writes of the sequential store into one order. */
const SEQUENCER = "A";

/** A value and the write that it comes from. */
interface Stamped {
  readonly value: number;
  readonly count: number;
  readonly by: NodeId;
}

const UNWRITTEN: Stamped = { value: 0, count: 0, by: "" };

type Message =
  | { readonly kind: "update"; readonly key: Key; readonly clock: Readonly<Record<NodeId, number>> }
  | { readonly kind: "order"; readonly key: Key; readonly operation: number }
  | {
    readonly kind: "ordered";
    readonly key: Key;
    readonly index: number;
    readonly by: NodeId;
    readonly operation: number;
  }
  | { readonly kind: "query"; readonly key: Key; readonly operation: number }
  | {
    readonly kind: "store";
    readonly key: Key;
    readonly entry: Stamped;
    readonly operation: number;
  }
  | { readonly kind: "reply"; readonly entry: Stamped; readonly operation: number };

type Of<Kind> = Extract<Message, { readonly kind: Kind }>;

/** Answers of a quorum that an operation waits for. */
interface Wait {
  readonly entries: Stamped[];
  readonly then: (entries: readonly Stamped[]) => void;
}

/**
 * One of three copies of a store that keeps one of four guarantees. Every key is written once, with
 * value 1.
 *
 * - eventual: writes and reads are local, updates are applied as they come;
 * - causal: the same, but an update waits for all that its author had seen (Birman and others,
 *   1991);
 * - sequential: reads are local, one replica orders all writes, and a write is confirmed when its
 *   own replica has applied it (Attiya and Welch, 1994);
 * - linearizable: each operation asks a quorum and tells a quorum (Attiya, Bar-Noy and Dolev, 1995).
 */
export class Replica {
  private readonly entries = new Map<Key, Stamped>();
  /** How many updates of each replica are in this copy. */
  private readonly clock: Record<NodeId, number> = {};
  private early: (readonly [NodeId, Of<"update">])[] = [];
  private orderedCount = 0;
  private applied = 0;
  private readonly unordered = new Map<number, Of<"ordered">>();
  private readonly confirms = new Map<number, Done>();
  private readonly waits = new Map<number, Wait>();
  private operations = 0;

  constructor(
    protected readonly context: Context,
    private readonly guarantee: Guarantee,
    private readonly quorum: number,
  ) {}

  protected write(key: Key, done: Done): void {
    if (this.guarantee === "linearizable") {
      this.ask(key, (entries) => {
        const { count } = newest(entries);
        this.tell(key, { value: 1, count: count + 1, by: this.context.id }, done);
      });
    } else if (this.guarantee === "sequential") {
      const operation = ++this.operations;
      this.confirms.set(operation, done);
      this.send(SEQUENCER, { kind: "order", key, operation });
    } else {
      const { id } = this.context;
      this.clock[id] = (this.clock[id] ?? 0) + 1;
      this.set(key);
      this.broadcast({ kind: "update", key, clock: this.clock });
      done(1);
    }
  }

  protected read(key: Key, done: Done): void {
    if (this.guarantee !== "linearizable") return done(this.get(key).value);
    this.ask(key, (entries) => {
      const entry = newest(entries);
      // Where not all agree, others must not read the older value later: they are told first.
      if (entries.every(({ count, by }) => count === entry.count && by === entry.by)) {
        done(entry.value);
      } else this.tell(key, entry, done);
    });
  }

  onMessage(from: NodeId, message: Message): void {
    if (message.kind === "update") this.onUpdate(from, message);
    else if (message.kind === "order") this.onOrder(from, message);
    else if (message.kind === "ordered") this.onOrdered(message);
    else if (message.kind === "reply") this.onReply(message);
    else {
      if (message.kind === "store") this.keep(message.key, message.entry);
      const { operation } = message;
      this.send(from, { kind: "reply", entry: this.get(message.key), operation });
    }
  }

  private onUpdate(from: NodeId, update: Of<"update">): void {
    this.early.push([from, update]);
    for (;;) {
      const next = this.early.find(([by, { clock }]) => this.canApply(by, clock));
      if (next === undefined) return;
      this.early = this.early.filter((each) => each !== next);
      const [by, { key }] = next;
      this.clock[by] = (this.clock[by] ?? 0) + 1;
      this.set(key);
    }
  }

  /** Causal delivery: the next of its author, and nothing that its author had seen is missing. */
  private canApply(by: NodeId, clock: Readonly<Record<NodeId, number>>): boolean {
    if (this.guarantee === "eventual") return true;
    return Object.entries(clock).every(([id, count]) =>
      id === by ? count === (this.clock[id] ?? 0) + 1 : count <= (this.clock[id] ?? 0)
    );
  }

  private onOrder(by: NodeId, { key, operation }: Of<"order">): void {
    const index = ++this.orderedCount;
    this.broadcast({ kind: "ordered", key, index, by, operation });
    this.onOrdered({ kind: "ordered", key, index, by, operation });
  }

  private onOrdered(ordered: Of<"ordered">): void {
    this.unordered.set(ordered.index, ordered);
    for (;;) {
      const next = this.unordered.get(this.applied + 1);
      if (next === undefined) return;
      this.applied++;
      this.set(next.key);
      if (next.by === this.context.id) this.confirms.get(next.operation)?.(1);
    }
  }

  /** Collects what a quorum has, this replica being one of it. */
  private ask(key: Key, then: Wait["then"]): void {
    const operation = this.await(then);
    this.broadcast({ kind: "query", key, operation });
    this.onReply({ kind: "reply", entry: this.get(key), operation });
  }

  /** Has a quorum keep an entry. */
  private tell(key: Key, entry: Stamped, done: Done): void {
    const operation = this.await(() => done(entry.value));
    this.keep(key, entry);
    this.broadcast({ kind: "store", key, entry, operation });
    this.onReply({ kind: "reply", entry, operation });
  }

  private await(then: Wait["then"]): number {
    const operation = ++this.operations;
    this.waits.set(operation, { entries: [], then });
    return operation;
  }

  private onReply({ entry, operation }: Of<"reply">): void {
    const wait = this.waits.get(operation);
    if (wait === undefined) return;
    wait.entries.push(entry);
    if (wait.entries.length < this.quorum) return;
    this.waits.delete(operation);
    wait.then(wait.entries);
  }

  private get(key: Key): Stamped {
    return this.entries.get(key) ?? UNWRITTEN;
  }

  private set(key: Key): void {
    this.entries.set(key, { value: 1, count: 1, by: this.context.id });
  }

  private keep(key: Key, entry: Stamped): void {
    this.entries.set(key, newest([this.get(key), entry]));
  }

  private broadcast(message: Message): void {
    for (const peer of this.context.peers) this.send(peer, message);
  }

  private send(to: NodeId, message: Message): void {
    if (to === this.context.id) this.onMessage(to, message);
    else this.context.send(to, message);
  }
}

function newest(entries: readonly Stamped[]): Stamped {
  return entries.reduce((best, each) =>
    each.count > best.count || (each.count === best.count && each.by > best.by) ? each : best
  );
}
