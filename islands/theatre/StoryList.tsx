import { useState } from "preact/hooks";
import { describeEvent } from "@/components/describe_event.ts";
import type { TraceEvent } from "@/engine/types.ts";

/** The whole run as a list, to be read from the top. Long ones are written only when opened. */
export function StoryList(
  { events, culprit }: { events: readonly TraceEvent[]; culprit: number },
) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="border-t border-line px-4 py-3"
      onToggle={(toggled) => setOpen(toggled.currentTarget.open)}
    >
      <summary class="text-sm font-semibold">The same as a list</summary>
      {isOpen && (
        <ol class="mt-2 space-y-1.5 text-sm">
          {events.map((event) => <Item key={event.step} event={event} culprit={culprit} />)}
        </ol>
      )}
    </details>
  );
}

function Item({ event, culprit }: { event: TraceEvent; culprit: number }) {
  const { what, effects } = describeEvent(event);
  const told = effects.map(({ text, data }) => `${text} ${data}`.trim());
  return (
    <li class="break-words">
      <span class="tabular-nums text-muted">Step {event.step}:</span> {event.node} {what.text}{" "}
      {what.data}
      {told.length > 0 && `; ${told.join("; ")}`}
      {event.step === culprit && <strong class="text-bad">. Here it breaks</strong>}.
    </li>
  );
}
