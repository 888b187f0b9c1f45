import type { Command, Context } from "@/engine/types.ts";

/** What a client asks of its bank; with a name, it is booked once however often it arrives. */
export interface Payment {
  readonly amount: number;
  readonly name?: string;
}

/** A client and its bank: the node called `bank` books what it is asked to, and says so. */
export class BankNode {
  /** What the bank has booked. */
  booked = 0;
  /** What the client has seen: what it asked, and what it was told. */
  seen: readonly string[] = [];
  private readonly names = new Set<string>();

  constructor(private readonly context: Context) {}

  onCommand({ body }: Command): void {
    this.seen = [...this.seen, "asked"];
    this.context.send("bank", body);
  }

  onMessage(from: string, message: unknown): void {
    if (this.context.id === "bank") this.book(from, message as Payment);
    else this.seen = [...this.seen, "was told: booked"];
  }

  private book(from: string, { amount, name }: Payment): void {
    if (name === undefined || !this.names.has(name)) this.booked += amount;
    if (name !== undefined) this.names.add(name);
    this.context.send(from, "booked");
  }
}
