import { SourceTag } from "../kit/SourceTag.tsx";
import { AMOUNT, BALANCE } from "./account_node.ts";
import type { Payment } from "./payment.ts";

const BELIEFS = {
  0: "Has the account been charged? No.",
  1: "Has the account been charged? Once.",
} as const;

/** What the client knows, and below it what is the case. */
export function ClientCard({ payment }: { payment: Payment }) {
  const { client, charges, hasGivenUp, leader } = payment;
  const isDone = client.knows === "done";
  const isSettled = leader !== undefined;
  const isBad = charges > 1 || (hasGivenUp && charges > 0);
  return (
    <div class="grid content-start gap-3 border-t border-line bg-sunken px-4 py-3 text-sm md:border-l md:border-t-0 sm:px-5">
      <div role="group" aria-label="What the client knows">
        <p class="font-medium">The client knows</p>
        <p class="mt-1 text-[0.9375rem]">
          {isDone
            ? <strong>Done, {client.balance} left.</strong>
            : hasGivenUp
            ? "No answer. It takes this for a failure."
            : "No answer."}
        </p>
        <p class="text-muted">
          {isDone || hasGivenUp
            ? BELIEFS[isDone ? 1 : 0]
            : "Has the account been charged? Perhaps."}
        </p>
      </div>
      <div role="group" aria-label="What is the case">
        <p class="font-medium">What is the case</p>
        <p class={`mt-1 text-[0.9375rem] font-semibold ${isBad ? "text-bad" : ""}`}>
          {!isSettled
            ? "Not settled yet."
            : charges === 0
            ? "Not charged."
            : charges === 1
            ? `${isBad ? "✗ " : ""}Charged once.`
            : "✗ Charged twice."}
        </p>
        <p class="text-muted">
          Of {BALANCE}, <span class="tabular-nums">{BALANCE - AMOUNT * charges}</span> is left.{" "}
          <SourceTag source="illustrative" />
        </p>
      </div>
    </div>
  );
}
