import {
  BOOKKEEPING,
  countsOf,
  join,
  type Kind,
  KINDS,
  type Vector,
  type Version,
} from "./stores.ts";

/** What the reader can make happen; each a few writes. */
export const ACTS = ["a", "b", "c", "ra", "rb", "rc", "t", "n", "m"] as const;

export const REPLICAS = ["r1", "r2", "r3"] as const;
/** The three whom the reader directs; A and B write through the same replica. */
export const CLIENTS = { a: "r1", b: "r1", c: "r2" } as const;
export const TURNS = 5;
export const CROWD = 10;

/** What a store is like after a write. */
export interface Measure {
  readonly siblings: number;
  /** Entries of its longest vector. */
  readonly entries: number;
  /** Siblings whose replacement had been written. */
  readonly falseSiblings: number;
  /** Versions that are gone though nobody who wrote had seen them. */
  readonly lost: number;
}

export interface Party {
  readonly writes: number;
  readonly clients: number;
  /** The versions that should be there. */
  readonly concurrent: readonly number[];
  readonly versions: Readonly<Record<Kind, readonly Version[]>>;
  /** After each write. */
  readonly history: readonly Readonly<Record<Kind, Measure>>[];
}

interface Client {
  readonly name: string;
  readonly replica: string;
  /** The numbers of the versions that it has seen, and its context for each kind. */
  known: ReadonlySet<number>;
  readonly contexts: Record<Kind, Vector>;
}

export function play(acts: readonly string[]): Party {
  const game = new Game();
  for (const act of acts) game.act(act);
  const { writes, concurrent, versions, history } = game;
  return { writes, concurrent, versions, history, clients: game.clients.size };
}

class Game {
  writes = 0;
  concurrent: readonly number[] = [];
  readonly history: Record<Kind, Measure>[] = [];
  readonly clients = new Map<string, Client>();
  readonly versions: Record<Kind, readonly Version[]> = byKind(() => []);
  private readonly seen: Record<Kind, Vector> = byKind(() => ({}));

  act(act: string): void {
    if (act === "t") {
      for (let turn = 0; turn < TURNS; turn++) {
        this.write("a");
        this.write("b");
      }
    } else if (act === "n" || act === "m") {
      for (let guest = 0; guest < (act === "n" ? 1 : CROWD); guest++) this.invite();
    } else {
      const name = act.at(-1)!;
      if (act.startsWith("r")) this.read(this.clientOf(name));
      this.write(name);
    }
  }

  /** Somebody who never came before reads, and writes once. */
  private invite(): void {
    const name = `g${this.clients.size + 1}`;
    this.read(this.clientOf(name));
    this.write(name);
  }

  private clientOf(name: string): Client {
    let client = this.clients.get(name);
    if (client === undefined) {
      const replica = Object.hasOwn(CLIENTS, name)
        ? CLIENTS[name as keyof typeof CLIENTS]
        : REPLICAS[this.clients.size % REPLICAS.length];
      client = { name, replica, known: new Set(), contexts: byKind(() => ({})) };
      this.clients.set(name, client);
    }
    return client;
  }

  private read(client: Client): void {
    client.known = new Set([...client.known, ...this.concurrent]);
    for (const kind of KINDS) {
      const counts = this.versions[kind].map(countsOf);
      client.contexts[kind] = counts.reduce(join, client.contexts[kind]);
    }
  }

  /** Writes with what the client saw last; the answer shows it what the store holds now. */
  private write(name: string): void {
    const client = this.clientOf(name);
    const value = ++this.writes;
    this.concurrent = [...this.concurrent.filter((each) => !client.known.has(each)), value];
    for (const kind of KINDS) {
      const write = {
        value,
        client: name,
        replica: client.replica,
        context: client.contexts[kind],
      };
      this.versions[kind] = BOOKKEEPING[kind].write(this.versions[kind], this.seen[kind], write);
      this.seen[kind] = this.versions[kind].map(countsOf).reduce(join, this.seen[kind]);
    }
    this.read(client);
    this.history.push(byKind((kind) => this.measure(kind)));
  }

  private measure(kind: Kind): Measure {
    const versions = this.versions[kind];
    const values = versions.map(({ value }) => value);
    return {
      siblings: versions.length,
      entries: Math.max(...versions.map((each) => Object.keys(countsOf(each)).length)),
      falseSiblings: values.filter((value) => !this.concurrent.includes(value)).length,
      lost: this.concurrent.filter((value) => !values.includes(value)).length,
    };
  }
}

function byKind<Value>(make: (kind: Kind) => Value): Record<Kind, Value> {
  return Object.fromEntries(KINDS.map((kind) => [kind, make(kind)])) as Record<Kind, Value>;
}
