import type { Operation } from "../guarantee_lattice/histories.ts";
import { allows } from "../guarantee_lattice/levels.ts";
import { ordersOf } from "../kit/orders_of.ts";

/** What a side does that is cut off from the other: the larger has two copies, the smaller one. */
export type Rule = "answer" | "refuse";

export interface Network {
  readonly isCut: boolean;
  readonly larger: Rule;
  readonly smaller: Rule;
}

/** Operations that belong together: nobody should see one half of them. */
type Transaction = readonly Operation[];

export interface Outcome {
  readonly transactions: readonly Transaction[];
  /** Requests that came while the network was in this state, and how many of them were refused. */
  readonly asked: number;
  readonly refused: number;
}

interface Request {
  readonly client: string;
  readonly kind: "read" | "write";
  readonly key: string;
  readonly value?: number;
  readonly from: number;
  readonly to: number;
}

/** Before anything is cut. It reaches a majority, which is the larger side, and is confirmed. */
const BEFORE: Request = { client: "Ann", kind: "write", key: "x", value: 1, from: 1, to: 2 };

/** Ann is on the larger side, Ben on the smaller one. They do this at the same time. */
const REQUESTS: readonly Request[] = [
  { client: "Ann", kind: "write", key: "y", value: 2, from: 11, to: 13 },
  { client: "Ben", kind: "write", key: "z", value: 3, from: 12, to: 14 },
  { client: "Ann", kind: "read", key: "z", from: 15, to: 17 },
  { client: "Ben", kind: "read", key: "y", from: 16, to: 18 },
  { client: "Ben", kind: "read", key: "x", from: 19, to: 20 },
];

/** By how much Ben is later where one side can wait for the other. */
const WAIT = 10;

/**
 * Three copies, and two clients, each with a transaction. While the network is whole Ben's waits for
 * Ann's, and sees what was done before it. While it is cut nobody knows of anybody to wait for: each
 * side has a store of its own, and the smaller one lacks what was under way to it.
 */
export function playNetwork({ isCut, larger, smaller }: Network): Outcome {
  const ann: Store = {};
  const ben = isCut ? {} : ann;
  const before = [serve(BEFORE, ann, 0)];
  const ofClient = (name: string) => REQUESTS.filter(({ client }) => client === name);
  const transactions = [
    before,
    isCut && larger === "refuse" ? [] : ofClient("Ann").map((each) => serve(each, ann, 0)),
    isCut && smaller === "refuse"
      ? []
      : ofClient("Ben").map((each) => serve(each, ben, isCut ? 0 : WAIT)),
  ].filter((each) => each.length > 0);
  const asked = REQUESTS.length;
  return { transactions, asked, refused: asked + 1 - transactions.flat().length };
}

type Store = Record<string, number>;

function serve(request: Request, store: Store, wait: number): Operation {
  const { client, kind, key, from, to } = request;
  if (request.value !== undefined) store[key] = request.value;
  return { client, kind, key, value: store[key] ?? 0, from: from + wait, to: to + wait };
}

const GUARANTEES = {
  eventual: (transactions) => allows("eventual", transactions.flat()),
  causal: (transactions) => allows("causal", transactions.flat()),
  sequential: (transactions) => allows("sequential", transactions.flat()),
  isolation: (transactions) => ordersOf(transactions).some(isSerial),
  linearizable: (transactions) => allows("linearizable", transactions.flat()),
  strict: (transactions) =>
    ordersOf(transactions).some((order) => isInTime(order) && isSerial(order)),
} satisfies Record<string, (transactions: readonly Transaction[]) => boolean>;

export type Guarantee = keyof typeof GUARANTEES;

/** The guarantees that what happened has kept, as found by checking it. */
export function keptBy({ transactions }: Outcome): ReadonlySet<Guarantee> {
  const keys = Object.keys(GUARANTEES) as Guarantee[];
  return new Set(keys.filter((key) => GUARANTEES[key](transactions)));
}

/** Whether every read gets the newest value, if the transactions are done one after the other. */
function isSerial(order: readonly Transaction[]): boolean {
  const values: Record<string, number> = {};
  return order.flat().every(({ kind, key, value }) => {
    if (kind === "read") return (values[key] ?? 0) === value;
    values[key] = value;
    return true;
  });
}

/** Whether none stands before another that had ended when it began. */
function isInTime(order: readonly Transaction[]): boolean {
  return order.every((later, index) =>
    order.slice(0, index).every((earlier) => later.at(-1)!.to > earlier[0].from)
  );
}
