/**
 * One key in a store, under four kinds of bookkeeping, and beside them the truth. A write knows the
 * versions that its client has seen, and should replace these and no other.
 *
 * Replicas tell each other of every write at once: what is concurrent is what clients did not know.
 */

/** Counts by client or by replica; an entry that is missing is 0. */
export type Vector = Readonly<Record<string, number>>;

export interface Version {
  /** The number of the write, from 1. */
  readonly value: number;
  readonly vector: Vector;
  /** Dotted version vectors only: the event of the write itself. */
  readonly dot?: readonly [replica: string, count: number];
}

/** What a client sends along. */
export interface Write {
  readonly value: number;
  readonly client: string;
  readonly replica: string;
  /** What the store gave the client when it last read, in the store's own terms. */
  readonly context: Vector;
}

export interface Bookkeeping {
  readonly text: string;
  /** What the store holds after a write. `seen` joins all that the store has ever counted. */
  write(versions: readonly Version[], seen: Vector, write: Write): Version[];
}

export const KINDS = ["client", "careless", "cautious", "dotted"] as const;
export type Kind = typeof KINDS[number];

export function join(one: Vector, other: Vector): Vector {
  const joined: Record<string, number> = { ...one };
  for (const [name, count] of Object.entries(other)) {
    joined[name] = Math.max(joined[name] ?? 0, count);
  }
  return joined;
}

/** Whether the second knows all that the first knows. */
export function isWithin(one: Vector, other: Vector): boolean {
  return Object.entries(one).every(([name, count]) => count <= (other[name] ?? 0));
}

function bump(vector: Vector, seen: Vector, name: string): Vector {
  return { ...vector, [name]: (seen[name] ?? 0) + 1 };
}

export const BOOKKEEPING: Readonly<Record<Kind, Bookkeeping>> = {
  client: {
    text: "An entry for each client",
    write: (versions, seen, { value, client, context }) => {
      const vector = bump(context, seen, client);
      return [...versions.filter((each) => !isWithin(each.vector, vector)), { value, vector }];
    },
  },
  /** The replica's count makes the new version look as if it had seen all earlier ones there. */
  careless: {
    text: "For each replica, the newer vector wins",
    write: (versions, seen, { value, replica, context }) => {
      const vector = bump(context, seen, replica);
      return [...versions.filter((each) => !isWithin(each.vector, vector)), { value, vector }];
    },
  },
  /** One vector for all siblings: a writer that has not seen the whole of it replaces nothing. */
  cautious: {
    text: "For each replica, all kept in doubt",
    write: (versions, seen, { value, replica, context }) => {
      const kept = isWithin(seen, context) ? [] : versions;
      const vector = bump(join(context, seen), seen, replica);
      return [...kept.map((each) => ({ ...each, vector })), { value, vector }];
    },
  },
  /** Preguiça et al., 2010: replace what the writer's context covers, by its dot, and nothing else. */
  dotted: {
    text: "For each replica, with dots",
    write: (versions, seen, { value, replica, context }) => {
      const count = (seen[replica] ?? 0) + 1;
      const kept = versions.filter(({ dot: [home, own] = ["", 0] }) => own > (context[home] ?? 0));
      return [...kept, { value, vector: context, dot: [replica, count] }];
    },
  },
};

/** All that a version's bookkeeping counts. */
export function countsOf({ vector, dot }: Version): Vector {
  return dot === undefined ? vector : join(vector, { [dot[0]]: dot[1] });
}
