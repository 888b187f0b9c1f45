import { allows, type Level, LEVELS } from "./levels.ts";

/** What one client did, from when to when: only the order of these numbers counts. */
export interface Operation {
  readonly client: string;
  readonly kind: "read" | "write";
  readonly key: string;
  /** 0 is what everything is at the beginning. Nobody writes it, and nobody writes a value twice. */
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export type History = readonly Operation[];

export interface Execution {
  readonly name: string;
  readonly tells: string;
  readonly history: History;
}

/** `Ann write x 1`: operations one after the other. */
function oneByOne(...lines: readonly string[]): History {
  return lines.map((line, index) => readLine(line, 2 * index + 1, 2 * index + 2));
}

function readLine(line: string, from: number, to: number): Operation {
  const [client, kind, key, value] = line.split(" ");
  return { client, kind: kind as Operation["kind"], key, value: Number(value), from, to };
}

export const EXECUTIONS: readonly Execution[] = [
  {
    name: "The reply without the post",
    tells: "Ann posts, Ben has read the post and replies. Cem reads the reply, and then no post.",
    history: oneByOne(
      "Ann write post 1",
      "Ben read post 1",
      "Ben write reply 1",
      "Cem read reply 1",
      "Cem read post 0",
    ),
  },
  {
    name: "Two readers, two orders",
    tells:
      "Ann and Ben write, and neither knows of the other. Cem has x and not yet y, Dan has y and not yet x.",
    history: oneByOne(
      "Ann write x 1",
      "Ben write y 1",
      "Cem read x 1",
      "Cem read y 0",
      "Dan read y 1",
      "Dan read x 0",
    ),
  },
  {
    name: "An old value after a newer write",
    tells: "Ann's write has ended. After that, Ben reads the old value.",
    history: oneByOne("Ann write x 1", "Ben read x 0"),
  },
];

/**
 * What comes of it when both sides of a cut answer with what they have: neither can know of the
 * other's write.
 */
export const CUT: Execution = {
  name: "Both sides of a cut answer",
  tells:
    "Ann and Ben are on two sides of a cut. Each writes, and then reads what the other writes.",
  history: [
    readLine("Ann write x 1", 1, 3),
    readLine("Ben write y 1", 2, 4),
    readLine("Ann read y 0", 5, 7),
    readLine("Ben read x 0", 6, 8),
  ],
};

/** An execution that one level allows and the other forbids. */
export function findWitness(allowing: Level, forbidding: Level): Execution | undefined {
  return [...EXECUTIONS, CUT].find(({ history }) =>
    allows(allowing, history) && !allows(forbidding, history)
  );
}

/** A pair that stands in the wrong order: the first was put as the weaker one, and forbids more. */
export interface Swap {
  readonly putWeaker: Level;
  readonly putStronger: Level;
  readonly execution: Execution;
}

/** All pairs of an order, from the weakest, that an execution shows to be the wrong way round. */
export function findSwaps(order: readonly Level[]): Swap[] {
  return order.flatMap((putWeaker, index) =>
    order.slice(index + 1).flatMap((putStronger) => {
      const execution = findWitness(putStronger, putWeaker);
      return execution === undefined ? [] : [{ putWeaker, putStronger, execution }];
    })
  );
}

/** The reader's order, and which of its swapped pairs is looked at. */
export interface Ordering {
  readonly order: readonly Level[];
  readonly at: number;
}

/** `escl~0`: the levels by their first letters, from the weakest. */
export function writeOrdering({ order, at }: Ordering): string {
  return `${order.map((level) => level[0]).join("")}~${at}`;
}

export function readOrdering(text: string): Ordering | undefined {
  const [, letters, place] = /^([a-z]{4})~([0-5])$/.exec(text) ?? [];
  const order = [...letters ?? ""].map((letter) => LEVELS.find((level) => level[0] === letter));
  if (!LEVELS.every((level) => order.includes(level))) return undefined;
  const at = Number(place);
  const swaps = findSwaps(order as Level[]).length;
  return at < Math.max(1, swaps) ? { order: order as Level[], at } : undefined;
}
