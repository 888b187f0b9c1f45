import type { Shown, Update } from "@/engine/replicated/chronicle.ts";
import type { DataType, Replicated } from "@/engine/replicated/data_type.ts";
import { replicasOf } from "@/engine/replicated/replica.ts";
import type { Spec } from "@/engine/replicated/spec_monitor.ts";
import { tellUpdates } from "@/engine/replicated/tell_updates.ts";
import { violationOf } from "@/engine/replicated/violation_of.ts";
import type { Data, NodeId, Violation } from "@/engine/types.ts";
import { withMethods } from "@/engine/with_methods.ts";

export type Sku = string | number;

/** What a client asks for. Quantities that JSON cannot hold come as text: "NaN". */
export type Change =
  | {
    readonly add: Sku;
    readonly quantity: number | string;
    /** Asked so often in a row; once unless told. */
    readonly times?: number;
  }
  | { readonly remove: Sku };

interface Cart extends Replicated {
  add(sku: Sku, quantity: number): void;
  remove(sku: Sku): void;
  contents(): unknown;
}

type MakeCart = new (id: NodeId, random: () => number) => Cart;

const METHODS = ["add", "remove", "contents", "state", "merge"] as const;

export const EXPORTS = { Cart: "class" } as const;

/** The learner's cart, and how it is driven. */
export const cart: DataType<Change> = {
  create: (program, id, random) =>
    withMethods(new (program.Cart as MakeCart)(id, random), "Cart", METHODS),
  perform: (replica, change) => {
    if ("remove" in change) {
      (replica as Cart).remove(change.remove);
      return;
    }
    for (let count = 0; count < (change.times ?? 1); count++) {
      (replica as Cart).add(change.add, Number(change.quantity));
    }
  },
  read: (replica) => (replica as Cart).contents(),
  show: showContents,
  tell: (change) => {
    if ("remove" in change) return `remove of ${showSku(change.remove)}`;
    const { add, quantity, times } = change;
    return `${times === undefined ? "add" : `${times} adds`} of ${quantity} ${showSku(add)}`;
  },
  isRefused: (change) => {
    if ("remove" in change) return false;
    const quantity = Number(change.quantity);
    return !Number.isSafeInteger(quantity) || quantity < 1;
  },
  probes: [{ add: "milk", quantity: 7 }, { add: "probe", quantity: 1 }, { remove: "eggs" }],
};

export const spawn = replicasOf(cart);

/** No add is missing that no remove had seen. */
export const keepsAdds: Spec<Change> = (shown, known) => {
  if (!(shown.value instanceof Map)) return noMap(shown);
  for (const sku of skusOf(known)) {
    const { living, want } = truth(sku, known);
    const have = held(shown, sku);
    if (have >= want) continue;
    const list = tellUpdates(living, cart.tell);
    const message = `${claim(shown, sku, have, want)} It knows of ${list}, and of no remove that ` +
      `had seen ${living.length === 1 ? "it" : "them"}.`;
    return violationOf(message, [...living, shown]);
  }
};

/** Nothing is there that a remove had seen, or that nobody has put in. */
export const removesWhatWasSeen: Spec<Change> = (shown, known) => {
  if (!(shown.value instanceof Map)) return noMap(shown);
  for (const sku of new Set([...skusOf(known), ...shown.value.keys() as Iterable<Sku>])) {
    const { living, gone, removes, want } = truth(sku, known);
    const have = held(shown, sku);
    const isListed = shown.value.has(sku);
    if (have <= want && (want > 0 || !isListed)) continue;
    const says = claim(shown, sku, have, want);
    if (gone.length === 0) {
      const list = living.length === 0 ? "no add of it" : `${tellUpdates(living, cart.tell)} only`;
      return violationOf(`${says} It knows of ${list}.`, [...living, shown]);
    }
    const message = `${says} It knows of ${tellUpdates(removes, cart.tell)}, which had seen ` +
      `${tellUpdates(gone, cart.tell)}.`;
    return violationOf(message, [...gone, ...removes, shown]);
  }
};

/** Both: the whole of what is promised of the contents. */
export const exactContents: Spec<Change> = (shown, known) =>
  keepsAdds(shown, known) ?? removesWhatWasSeen(shown, known);

type Changes = readonly Update<Change>[];

/** What must be in the cart of one article, and why. */
function truth(sku: Sku, known: Changes) {
  const adds = known.filter(({ body }) => "add" in body && body.add === sku);
  const all = known.filter(({ body }) => "remove" in body && body.remove === sku);
  const removes = all.filter(({ past }) => adds.some(({ id }) => past.includes(id)));
  const gone = adds.filter(({ id }) => removes.some(({ past }) => past.includes(id)));
  const living = adds.filter((add) => !gone.includes(add));
  const want = living.reduce((sum, { body }) => sum + added(body), 0);
  return { living, gone, removes, want };
}

function added(change: Change): number {
  return "add" in change ? Number(change.quantity) * (change.times ?? 1) : 0;
}

function skusOf(known: Changes): Set<Sku> {
  return new Set(known.map(({ body }) => "add" in body ? body.add : body.remove));
}

function held({ value }: Shown, sku: Sku): number {
  return Number((value as Map<Sku, unknown>).get(sku) ?? 0);
}

function claim({ node, step }: Shown, sku: Sku, have: number, want: number): string {
  const instead = have === want ? "leaving it out" : want;
  return `At step ${step} ${node} shows ${have} of ${showSku(sku)} instead of ${instead}.`;
}

function noMap(shown: Shown): Violation {
  const message = `At step ${shown.step} the contents of ${shown.node} are no Map.`;
  return violationOf(message, [shown]);
}

const SHOWN_MAX = 4;

/** Contents in words: `2 milk, 1 eggs`. */
function showContents(value: Data): string {
  if (!(value instanceof Map)) return "something that is no Map";
  if (value.size === 0) return "nothing";
  const told = [...value].slice(0, SHOWN_MAX).map(([sku, quantity]) =>
    `${String(quantity)} ${showSku(sku)}`
  );
  if (value.size > SHOWN_MAX) told.push(`${value.size - SHOWN_MAX} more`);
  return told.join(", ");
}

/** Plain words as they are; what could be taken for something else in quotes. */
function showSku(sku: unknown): string {
  if (typeof sku !== "string") return String(sku);
  return /^[a-z]{1,30}$/.test(sku) ? sku : JSON.stringify(sku.slice(0, 30));
}
