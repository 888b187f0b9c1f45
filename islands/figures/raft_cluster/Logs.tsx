import type { NodeId } from "@/engine/types.ts";
import type { World } from "@/engine/world.ts";
import { raftState } from "../kit/raft_state.ts";

interface Entry {
  readonly term: number;
  readonly command: unknown;
}

/** Every node's role, term, vote and log. Entries that the node holds for committed are solid. */
export function Logs({ world }: { world: World }) {
  const logs = world.nodes.map((id, node) => logOf(world, id, node));
  const length = Math.max(1, ...logs.map((log) => log.length));
  return (
    <div
      tabindex={0}
      role="region"
      aria-label="Logs of all nodes"
      class="sideways border-b border-line px-4 py-3 sm:px-5"
    >
      <table class="text-sm tabular-nums">
        <thead class="text-left text-muted">
          <tr>
            <th scope="col" class="pr-3 font-normal">Node</th>
            <th scope="col" class="pr-3 font-normal">Role</th>
            <th scope="col" class="pr-3 font-normal">Term</th>
            <th scope="col" class="pr-4 font-normal">Vote</th>
            {Array.from(
              { length },
              (_, index) => (
                <th key={index} scope="col" class="px-1 text-center font-normal">{index + 1}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {world.nodes.map((id, node) => (
            <Row
              key={id}
              {...{ world, id, node, log: logs[node] }}
            />
          ))}
        </tbody>
      </table>
      <p class="mt-2 text-xs text-muted">
        An entry shows the term in which it was made. Solid with a tick: this node knows that it is
        committed. Dashed: it does not know that, and the entry may still be lost.
      </p>
    </div>
  );
}

/** What is on the disk of a node that is down is its log all the same. */
function logOf(world: World, id: NodeId, node: number): readonly Entry[] {
  const { process } = world.states[node];
  if (process.isRunning) return raftState(world, id)?.log ?? [];
  return (process.durable.get("state") as { log: readonly Entry[] } | undefined)?.log ?? [];
}

function Row({ world, id, node, log }: {
  world: World;
  id: NodeId;
  node: number;
  log: readonly Entry[];
}) {
  const isUp = world.isRunning(node);
  const state = isUp ? raftState(world, id) : undefined;
  return (
    <tr class={isUp ? "" : "text-muted"}>
      <th scope="row" class="py-0.5 pr-3 text-left font-mono font-semibold">{id}</th>
      <td class={`pr-3 ${state?.role === "leader" ? "font-semibold text-accent" : ""}`}>
        {state?.role ?? "down"}
      </td>
      <td class="pr-3">{state?.term ?? ""}</td>
      <td class="pr-4 font-mono text-[0.8125rem]">{state?.votedFor ?? ""}</td>
      {log.map((entry, index) => (
        <td key={index} class="px-1 py-0.5">
          <Box entry={entry} isCommitted={index < (state?.commitIndex ?? 0)} />
        </td>
      ))}
    </tr>
  );
}

function Box({ entry: { term, command }, isCommitted }: { entry: Entry; isCommitted: boolean }) {
  return (
    <span
      title={String(command)}
      class={`inline-block min-w-[2.75rem] rounded border px-1.5 py-0.5 text-center ${
        isCommitted ? "border-good bg-good/10 font-semibold text-ink" : "border-dashed border-muted"
      }`}
    >
      {isCommitted && <span aria-hidden="true">✓</span>}t{term}
      <span class="sr-only">{isCommitted ? ", committed" : ", not known to be committed"}</span>
    </span>
  );
}
