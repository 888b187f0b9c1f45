import type { Command, Context } from "@/engine/types.ts";

export const RULES = ["ask", "last", "merge"] as const;
export type Rule = typeof RULES[number];

/** Lamps that there were in the evening, in each copy. */
export const STOCK = 1;

export interface Sale {
  readonly buyer: string;
  /** By the clock of the shop that made it. */
  readonly atMs: number;
}

/** What a customer was told. `unreachable`: the shop could not ask the other one. */
export interface Answer extends Sale {
  readonly told: "sold" | "sold out" | "unreachable";
}

type Message =
  | { readonly kind: "may I"; readonly sale: Sale }
  | { readonly kind: "yes" | "no"; readonly sale: Sale }
  | { readonly kind: "copy"; readonly sales: readonly Sale[] };

const GOSSIP_MS = 20;
const PATIENCE_MS = 50;

/**
 * One of two shops with a copy of the sales. `ask`: it sells only what the other has promised not
 * to. `last` and `merge`: it sells by its own copy and tells the other; of copies that meet, one
 * sale is kept, the later, or all.
 */
export class ShopNode {
  /** This copy. */
  sales: readonly Sale[] = [];
  answers: readonly Answer[] = [];
  private asking: Sale | undefined;

  constructor(private readonly context: Context, private readonly rule: Rule) {}

  onStart(): void {
    this.context.setTimer("gossip", GOSSIP_MS);
  }

  onTimer(name: string): void {
    if (name === "gossip") {
      this.context.setTimer("gossip", GOSSIP_MS);
      if (this.sales.length > 0) this.send({ kind: "copy", sales: this.sales });
    } else if (this.asking !== undefined) this.answer(this.asking, "unreachable");
  }

  onCommand({ body }: Command): void {
    const { buyer } = body as { buyer: string };
    const sale = { buyer, atMs: this.context.now() };
    if (this.sales.length >= STOCK) return this.answer(sale, "sold out");
    if (this.rule !== "ask") return this.sell(sale);
    this.asking = sale;
    this.send({ kind: "may I", sale });
    this.context.setTimer("patience", PATIENCE_MS);
  }

  onMessage(_from: string, message: Message): void {
    if (message.kind === "copy") this.sales = this.join(message.sales);
    else if (message.kind === "may I") this.promise(message.sale);
    else if (this.asking?.buyer === message.sale.buyer) {
      if (message.kind === "yes") this.sell(message.sale);
      else this.answer(message.sale, "sold out");
    }
  }

  /** A promise is kept as if the lamp were gone: this shop will not sell it any more. */
  private promise(sale: Sale): void {
    const mayHave = this.sales.length < STOCK && this.asking === undefined;
    if (mayHave) this.sales = [...this.sales, sale];
    this.send({ kind: mayHave ? "yes" : "no", sale });
  }

  private sell(sale: Sale): void {
    this.sales = [...this.sales, sale];
    this.answer(sale, "sold");
  }

  private answer(sale: Sale, told: Answer["told"]): void {
    this.asking = undefined;
    this.context.clearTimer("patience");
    this.answers = [...this.answers, { ...sale, told }];
  }

  private join(others: readonly Sale[]): readonly Sale[] {
    const all = [...this.sales];
    for (const sale of others) {
      if (!all.some(({ buyer }) => buyer === sale.buyer)) all.push(sale);
    }
    all.sort((one, other) => one.atMs - other.atMs || (one.buyer < other.buyer ? -1 : 1));
    return this.rule === "last" ? all.slice(-1) : all;
  }

  private send(message: Message): void {
    for (const peer of this.context.peers) this.context.send(peer, message);
  }
}
