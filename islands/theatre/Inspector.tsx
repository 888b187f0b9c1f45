import { describeEvent, type Phrase, showData } from "@/components/describe_event.ts";
import type { TraceEvent } from "@/engine/types.ts";
import type { Flight } from "./read_flights.ts";
import type { NodeView, StageView } from "./state_at.ts";

interface InspectorProps {
  readonly event: TraceEvent;
  readonly stage: StageView;
  /** Messages under way after the event. */
  readonly flying: readonly Flight[];
}

/** How every node stands after the current event, and what is under way. */
export function Inspector({ event, stage, flying }: InspectorProps) {
  const changed = new Set(event.changes.map(({ path }) => path.split(".")[0]));
  const own = stage.nodes.filter(({ id }) => id === event.node);
  const others = stage.nodes.filter(({ id }) => id !== event.node);
  return (
    <div class="min-w-0 space-y-5">
      {[...own, ...others].map((view) => (
        <NodeCard
          key={view.id}
          view={view}
          changed={view.id === event.node ? changed : new Set()}
          timeMs={event.timeMs}
        />
      ))}
      <section>
        <p class="text-sm font-semibold">Under way</p>
        {flying.length === 0
          ? <p class="text-sm text-muted">No message.</p>
          : (
            <ul class="mt-1 space-y-1 text-sm">
              {flying.map(({ name, payload }) => (
                <li key={name} class="break-words">
                  <code class="font-semibold">{name}</code>{" "}
                  <code class="text-[0.8125rem] text-muted">{showData(payload)}</code>
                </li>
              ))}
            </ul>
          )}
        {stage.cuts.size > 0 && (
          <p class="mt-2 text-sm text-bad">Cut: {[...stage.cuts].join(", ")}</p>
        )}
      </section>
    </div>
  );
}

/** What the current event did. */
export function EventCard({ event }: { event: TraceEvent }) {
  const { what, effects } = describeEvent(event);
  return (
    <section class="rounded-lg bg-accent/10 px-4 py-3">
      <p class="text-sm text-muted">
        Step {event.step}, at {event.timeMs} ms
      </p>
      <p class="mt-0.5 break-words">
        {event.node !== null && <strong class="font-mono text-sm">{event.node}</strong>}{" "}
        <Words phrase={what} />
      </p>
      {effects.length > 0 && (
        <ul class="mt-1 space-y-0.5 text-sm">
          {effects.map((effect, index) => (
            <li key={index} class="break-words">
              <Words phrase={effect} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Words({ phrase: { text, data } }: { phrase: Phrase }) {
  return (
    <>
      {text} {data !== "" && <code class="text-[0.86em]">{data}</code>}
    </>
  );
}

function NodeCard(
  { view, changed, timeMs }: {
    view: NodeView;
    changed: ReadonlySet<string>;
    timeMs: number;
  },
) {
  const { id, isRunning, isPaused, fields, disk, timers } = view;
  const state = !isRunning ? "down" : isPaused ? "stands still" : "";
  const rows: [string, string, boolean][] = [...fields].map(([name, value]) => [
    name,
    showData(value),
    changed.has(name),
  ]);
  return (
    <section>
      <p class="flex items-baseline gap-2 text-sm">
        <strong class="font-mono">{id}</strong>
        {state !== "" && <span class="text-bad">{state}</span>}
      </p>
      {rows.length === 0 && isRunning && (
        <p class="text-sm text-muted">Nothing has changed here yet.</p>
      )}
      {rows.length > 0 && (
        <dl class="mt-1 grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 text-[0.8125rem]">
          {rows.map(([name, value, isChanged]) => (
            <div key={name} class={`contents ${isChanged ? "font-semibold" : ""}`}>
              <dt class={`break-words font-mono ${isChanged ? "text-accent" : "text-muted"}`}>
                {name}
              </dt>
              <dd class={`min-w-0 break-words font-mono ${isChanged ? "text-accent" : ""}`}>
                {value}
                {isChanged && <span class="sr-only">(changed)</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Small
        label="Disk"
        items={[...disk].map(([key, { value, isDurable }]) =>
          `${key}: ${showData(value)}${isDurable ? "" : " (not synced)"}`
        )}
      />
      <Small
        label="Timers"
        items={[...timers].map(([name, atMs]) =>
          `${name} in ${Math.max(0, Math.round(atMs - timeMs))} ms`
        )}
      />
    </section>
  );
}

function Small({ label, items }: { label: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <p class="mt-1 break-words text-[0.8125rem]">
      <span class="text-muted">{label}:</span> <span class="font-mono">{items.join("; ")}</span>
    </p>
  );
}
