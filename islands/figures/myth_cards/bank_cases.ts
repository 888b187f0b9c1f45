import type { BankNode } from "../claims/bank_node.ts";
import { type Case, play } from "../claims/case.ts";
import { BANK } from "../claims/clusters.ts";
import { programOf } from "../kit/moves.ts";

function tellBank(story: string): { booked: number; seen: string } {
  const world = play(BANK, story);
  return {
    booked: programOf<BankNode>(world, "bank")!.booked,
    seen: programOf<BankNode>(world, "client")!.seen.join(", "),
  };
}

export function runNoAnswer(): Case {
  const pay = 'command client {"amount":10}\nrun 500ms';
  const asked = tellBank(`cut client > bank\n${pay}`);
  const answered = tellBank(`cut bank > client\n${pay}`);
  return {
    name: "The request is lost, or the answer",
    lines: [
      `The request is lost: the bank has booked ${asked.booked}. What the client knows: ${asked.seen}.`,
      `The answer is lost: the bank has booked ${answered.booked}. What the client knows: ${answered.seen}.`,
      asked.seen === answered.seen
        ? "The client knows the same in both."
        : "The client knows something else in each.",
    ],
    holds: asked.seen !== answered.seen,
  };
}

export const runNamedRetry = () => runRetry("With a name", '{"amount":10,"name":"rent"}');
export const runBareRetry = () => runRetry("Without a name", '{"amount":10}');

function runRetry(name: string, payment: string): Case {
  const { booked } = tellBank(
    `cut bank > client\ncommand client ${payment}\nrun 500ms\n` +
      `heal\ncommand client ${payment}\nrun 500ms`,
  );
  return {
    name,
    lines: [
      "A client pays 10, and the answer is lost.",
      "It tries again, and hears: booked.",
      `The bank has booked ${booked}.`,
    ],
    holds: booked === 10,
  };
}
