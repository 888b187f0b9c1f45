import type { NodeId } from "@/engine/types.ts";
import { type Instant, INSTANTS, type Payment, playPayment } from "./payment.ts";

/** What an instant leads to, for each thing that the client can do. Counts of charges. */
export interface OutcomeRow {
  readonly instant: Instant;
  readonly leader: NodeId;
  readonly givenUp: number;
  readonly retried: number;
  readonly retriedWithId: number;
}

/**
 * Every instant, with the same node trying to become leader; where it gets too few votes, the other
 * one is next.
 */
export function allOutcomes(first: "n2" | "n4"): OutcomeRow[] {
  const tries = first === "n2" ? ["l2", "l4"] : ["l4", "l2"];
  return INSTANTS.map((instant) => {
    const plain = playPayment(`${instant}n`, tries);
    return {
      instant,
      leader: plain.leader!,
      givenUp: plain.charges,
      retried: playPayment(`${instant}n`, [...tries, "r"]).charges,
      retriedWithId: playPayment(`${instant}i`, [...tries, "r"]).charges,
    };
  });
}

/** What has come of what the reader did last, and why. */
export function tellPayment(payment: Payment): string {
  const { client, leader, hasRetried, hasGivenUp } = payment;
  if (client.knows === "done") return tellAnswered(payment);
  if (hasGivenUp && leader !== undefined) return tellGivenUp(payment);
  if (leader === undefined) return tellCrashed(payment);
  if (hasRetried) return "The client tries again, and again hears nothing.";
  return tellSettled(payment);
}

function tellCrashed({ storedOn, refused }: Payment): string {
  const where = storedOn.length === 0
    ? "The request is in no log"
    : `The request is on ${storedOn.length === 1 ? "the disk" : "the disks"} of ${
      storedOn.join(", ")
    }`;
  const vain = refused.length === 0
    ? "What becomes of it is open: somebody has to be elected."
    : `${
      refused.join(" and ")
    } asked for votes and got too few: those who have the entry refuse a node that lacks it.`;
  return `n1 is down. ${where}, and the client has heard nothing. ${vain}`;
}

function tellSettled({ charges, leader, setting, storedOn }: Payment): string {
  if (setting[0] === "5") {
    return "Nobody crashed. The payment is committed and carried out; only the answer was lost. The client cannot tell this from any of the other cases.";
  }
  if (charges > 0) {
    return `${leader} had the entry, and has committed it: the account is charged. The client has heard nothing of it.`;
  }
  const rest = storedOn.length === 0
    ? ""
    : " n1 still has it on its disk, and will lose it as soon as it comes back.";
  return setting[0] === "0"
    ? `${leader} leads and has never heard of the payment: nothing is charged. The client cannot know.`
    : `${leader} was elected without the entry, and overwrites it where it is: nothing is charged. The client cannot know.${rest}`;
}

function tellGivenUp({ charges }: Payment): string {
  return charges > 0
    ? "The client has given up, and believes that it has not paid. The account was charged."
    : "The client has given up, and nothing was charged. It was lucky: at another instant it would have been.";
}

function tellAnswered({ charges, client, setting }: Payment): string {
  const told = `The client is told: done, ${client.balance} left.`;
  if (charges > 1) {
    return `${told} The account was charged twice: the first try had been carried out, and to the server the second was a new payment.`;
  }
  if (setting[1] === "n") {
    return `${told} It was charged once, by luck: the first try had left no trace that survived.`;
  }
  return `${told} It was charged once. With number 7 the server knows a retry when it sees one, and repeats the answer that it gave.`;
}
