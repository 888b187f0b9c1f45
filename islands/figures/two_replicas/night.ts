import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { type ActsSetup, playActs } from "../kit/play_acts.ts";
import { type Answer, type Rule, type Sale, ShopNode, STOCK } from "./shop_node.ts";

export const SHOPS = ["berlin", "madrid"] as const;
export type Shop = typeof SHOPS[number];

export const NAMES: Readonly<Record<Shop, string>> = { berlin: "Berlin", madrid: "Madrid" };

const BUYERS: Readonly<Record<Shop, readonly string[]>> = {
  berlin: ["Ana", "Carl", "Eva", "Gil"],
  madrid: ["Ben", "Dora", "Fay", "Hugo"],
};

/** Cut the cable, mend it, somebody buys in Berlin, in Madrid. */
export const ACTS = ["c", "h", "b", "m"] as const;
export type Act = typeof ACTS[number];

/** A customer, and what became of what they were told. */
export interface Receipt extends Answer {
  readonly shop: Shop;
  /** The copies that know of the sale. */
  readonly knownIn: readonly Shop[];
}

export interface Night {
  readonly rule: Rule;
  readonly isCut: boolean;
  readonly copies: Readonly<Record<Shop, readonly Sale[]>>;
  /** In order of time. */
  readonly receipts: readonly Receipt[];
  /** The next customer of each shop; undefined when all have been. */
  readonly next: Readonly<Record<Shop, string | undefined>>;
  readonly bill: Bill;
}

/** What a rule has cost. */
export interface Bill {
  readonly confirmed: number;
  /** Turned away from a shop that had a lamp by its own copy. */
  readonly turnedAway: number;
  /** Confirmed, and in no copy any more. */
  readonly gone: number;
  /** Sold beyond the stock, in the copy that knows most. */
  readonly owed: number;
}

const WAIT = "run 100ms";

function setupOf(rule: Rule): ActsSetup {
  const buy = (shop: Shop) => (world: World) => {
    const buyer = nextBuyer(world, shop);
    return buyer === undefined ? "" : `command ${shop} ${JSON.stringify({ buyer })}\n${WAIT}`;
  };
  return {
    nodes: SHOPS,
    spawn: (context) => new ShopNode(context, rule) as never,
    seed: 1,
    acts: {
      c: () => `partition berlin | madrid\n${WAIT}`,
      h: () => `heal\n${WAIT}`,
      b: buy("berlin"),
      m: buy("madrid"),
    } satisfies Record<Act, unknown>,
  };
}

const shopOf = (world: World, shop: Shop) => programOf<ShopNode>(world, shop)!;

function nextBuyer(world: World, shop: Shop): string | undefined {
  return BUYERS[shop][shopOf(world, shop).answers.length];
}

/** What the night comes to under a rule. */
export function playNight(rule: Rule, acts: readonly string[]): Night {
  const { world } = playActs(setupOf(rule), acts);
  const copies = {
    berlin: shopOf(world, "berlin").sales,
    madrid: shopOf(world, "madrid").sales,
  };
  const receipts = SHOPS.flatMap((shop) =>
    shopOf(world, shop).answers.map((answer) => ({
      ...answer,
      shop,
      knownIn: SHOPS.filter((each) => copies[each].some(({ buyer }) => buyer === answer.buyer)),
    }))
  ).sort((one, other) => one.atMs - other.atMs);
  return {
    rule,
    isCut: world.isCut(0, 1),
    copies,
    receipts,
    next: { berlin: nextBuyer(world, "berlin"), madrid: nextBuyer(world, "madrid") },
    bill: billOf(copies, receipts),
  };
}

function billOf(copies: Night["copies"], receipts: readonly Receipt[]): Bill {
  const sold = receipts.filter(({ told }) => told === "sold");
  const most = Math.max(copies.berlin.length, copies.madrid.length);
  return {
    confirmed: sold.length,
    turnedAway: receipts.filter(({ told }) => told === "unreachable").length,
    gone: sold.filter(({ knownIn }) => knownIn.length === 0).length,
    owed: Math.max(0, most - STOCK),
  };
}
