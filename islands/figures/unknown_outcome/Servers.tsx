import type { Entry } from "./account_node.ts";
import type { Payment, Server } from "./payment.ts";

/** What is on every server: its log and the balance that comes of it. */
export function Servers({ payment: { servers } }: { payment: Payment }) {
  return (
    <div class="min-w-0 px-4 py-3 sm:px-5">
      <p class="text-sm font-medium">In the system</p>
      <ul class="mt-1 divide-y divide-line text-sm">
        {servers.map((server) => <Row key={server.id} server={server} />)}
      </ul>
    </div>
  );
}

function Row({ server }: { server: Server }) {
  const { id, isUp, isLeader, log, committed, balance } = server;
  return (
    <li class="flex min-h-[2.75rem] flex-wrap items-center gap-x-3 gap-y-1 py-1">
      <span class="w-24">
        <strong class="font-mono">{id}</strong>{" "}
        <span
          class={isLeader ? "font-semibold text-accent" : isUp ? "text-muted" : "text-bad"}
        >
          {isUp ? isLeader ? "leads" : "" : "✗ down"}
        </span>
      </span>
      <span class="order-last flex w-full flex-wrap gap-1.5 sm:order-none sm:w-auto sm:flex-1">
        {log.length === 0 && <span class="text-muted">empty log</span>}
        {log.map(({ term, command }, index) => (
          <EntryBox key={index} term={term} entry={command as Entry} isDone={index < committed} />
        ))}
      </span>
      <span class="ml-auto w-24 text-right tabular-nums">
        {balance === undefined ? "" : (
          <>
            <span class="text-muted">balance</span> {balance}
          </>
        )}
      </span>
    </li>
  );
}

function EntryBox({ term, entry, isDone }: { term: number; entry: Entry; isDone: boolean }) {
  const isPayment = entry.kind === "take";
  return (
    <span
      class={`rounded border px-1.5 py-0.5 ${
        isDone ? "border-good bg-good/10" : "border-dashed border-muted"
      } ${isPayment ? "font-semibold" : "text-muted"}`}
    >
      {isDone && <span aria-hidden="true">✓</span>}
      {isPayment ? "take 30" : "(empty)"} <span class="font-normal text-muted">t{term}</span>
      {!isDone && <span class="sr-only">, not carried out</span>}
    </span>
  );
}
