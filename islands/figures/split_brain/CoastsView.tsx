import type { NodeId } from "@/engine/types.ts";
import { Cable } from "../kit/Cable.tsx";
import { raftState } from "../kit/raft_state.ts";
import { type Coast, COASTS, type Coasts, type Write } from "./coasts.ts";

const NAMES: Readonly<Record<Coast, string>> = { west: "West", east: "East" };
const PROPERTIES = ["One leader in a term", "One order for all"] as const;

/** Both coasts with their logs, and what became of every write. */
export function CoastsView({ coasts }: { coasts: Coasts }) {
  return (
    <>
      <div class="grid border-b border-line px-4 py-4 sm:grid-cols-[1fr_6rem_1fr] sm:px-5">
        <Shore coasts={coasts} coast="west" />
        <Cable isCut={coasts.isCut} />
        <Shore coasts={coasts} coast="east" />
      </div>
      <Writes writes={coasts.writes} />
      <ul
        aria-label="Promises"
        class="flex flex-wrap gap-x-5 border-b border-line px-4 py-2.5 text-sm sm:px-5"
      >
        {PROPERTIES.map((name, index) => {
          const violation = coasts.world.violations[index];
          return (
            <li
              key={name}
              class={violation === undefined ? "text-muted" : "font-semibold text-bad"}
            >
              {violation === undefined ? `✓ ${name}: holds` : `✗ ${name}: broken`}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Shore({ coasts, coast }: { coasts: Coasts; coast: Coast }) {
  return (
    <div
      role="group"
      aria-label={NAMES[coast]}
      class="min-w-0 rounded-lg border border-line bg-sunken px-3 py-3"
    >
      <p class="font-semibold">{NAMES[coast]}</p>
      <ul class="mt-1.5 space-y-1.5">
        {COASTS[coast].map((id) => <NodeRow key={id} coasts={coasts} id={id} />)}
      </ul>
    </div>
  );
}

function NodeRow({ coasts: { world }, id }: { coasts: Coasts; id: NodeId }) {
  const state = raftState(world, id)!;
  const isLeader = state.role === "leader";
  return (
    <li class="flex min-h-[2rem] flex-wrap items-center gap-1.5 text-sm">
      <span
        class={`inline-flex items-center gap-1.5 rounded-full border px-2 py-0.5 ${
          isLeader ? "border-accent bg-accent text-accent-ink" : "border-line bg-panel"
        }`}
      >
        <strong class="font-mono">{id}</strong>
        <span class="tabular-nums">
          {isLeader ? "leads, " : ""}term {state.term}
        </span>
      </span>
      {state.log.map(({ command }, index) => (
        <span
          key={index}
          class={`rounded border px-1.5 font-mono text-[0.8125rem] ${
            index < state.commitIndex ? "border-good bg-panel" : "border-dashed border-muted"
          }`}
        >
          {index < state.commitIndex && <span aria-hidden="true">✓</span>}
          {String(command)}
          {index >= state.commitIndex && <span class="sr-only">not carried out</span>}
        </span>
      ))}
    </li>
  );
}

function Writes({ writes }: { writes: readonly Write[] }) {
  return (
    <div class="border-b border-line px-4 py-3 sm:px-5">
      <table class="w-full text-sm">
        <caption class="pb-1.5 text-left font-medium">What clients were told</caption>
        <thead class="text-left text-muted">
          <tr>
            <th scope="col" class="pr-2 font-normal">Write</th>
            <th scope="col" class="pr-2 font-normal">the client heard</th>
            <th scope="col" class="font-normal">it is in</th>
          </tr>
        </thead>
        <tbody>
          {writes.length === 0 && (
            <tr>
              <td colSpan={3} class="py-1 text-muted">Nobody has written yet.</td>
            </tr>
          )}
          {writes.map((write) => <WriteRow key={write.name} write={write} />)}
        </tbody>
      </table>
    </div>
  );
}

function WriteRow({ write: { name, takenBy, isConfirmed, heldBy } }: { write: Write }) {
  const isLost = isConfirmed && heldBy.length === 0;
  return (
    <tr>
      <th scope="row" class="py-1 pr-2 text-left font-mono">{name}</th>
      <td class={`pr-2 ${isConfirmed ? "font-medium text-good" : "text-muted"}`}>
        {isConfirmed
          ? `✓ stored, from ${takenBy}`
          : takenBy === undefined
          ? "no leader in reach"
          : `nothing, from ${takenBy}`}
      </td>
      <td class={`tabular-nums ${isLost ? "font-semibold text-bad" : ""}`}>
        {isLost ? "✗ no log any more" : `${heldBy.length} of 5 logs`}
      </td>
    </tr>
  );
}
