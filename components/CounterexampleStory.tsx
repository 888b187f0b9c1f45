import type { Counterexample, TraceEvent } from "@/engine/types.ts";
import { BreaksHere } from "./BreaksHere.tsx";
import { describeEvent, type Phrase } from "./describe_event.ts";

/** The events that lead to the failure, in order, as a list that can be read from the top. */
export function CounterexampleStory({ counterexample }: { counterexample: Counterexample }) {
  const { trace, slice, culprit, doomedFrom, isDoomProved = false } = counterexample;
  const isPart = new Set(slice);
  const story = trace.events.filter(({ step }) => isPart.has(step));
  const events = story.length > 0 ? story : trace.events;
  const others = trace.events.length - events.length;
  return (
    <div>
      {events.length === 0
        ? (
          <p class="text-[0.9375rem]">
            Nothing had happened yet: it breaks at step 0, while the nodes start.
          </p>
        )
        : (
          <ol class="border-l-2 border-line">
            {events.map((event) => (
              <EventItem key={event.step} event={event} isCulprit={event.step === culprit} />
            ))}
          </ol>
        )}
      {doomedFrom !== undefined && doomedFrom < culprit && (
        <p class="mt-3 text-sm">
          {isDoomProved
            ? `From step ${doomedFrom} on it could not be avoided: in whatever order things happen, ` +
              "it ends like this."
            : `From step ${doomedFrom} on it is to be expected, even if nothing else goes wrong.`}
        </p>
      )}
      <p class="mt-3 text-sm text-muted">
        Seed <span class="font-mono">{counterexample.seed}</span>, plan{" "}
        <span class="font-mono">{counterexample.plan}</span>
        {others > 0 && `; ${others} other ${others === 1 ? "event" : "events"} had no part in it`}.
      </p>
    </div>
  );
}

function EventItem({ event, isCulprit }: { event: TraceEvent; isCulprit: boolean }) {
  const { what, effects } = describeEvent(event);
  return (
    <li class="relative grid gap-x-3 py-2 pl-5 sm:grid-cols-[4rem_1fr] text-[0.9375rem]">
      <span
        aria-hidden="true"
        class={`absolute -left-[6px] top-[0.95rem] h-[10px] w-[10px] rounded-full border-2 ${
          isCulprit ? "border-bad bg-bad" : "border-muted bg-panel"
        }`}
      />
      <span class="whitespace-nowrap pt-px text-sm tabular-nums text-muted">step {event.step}</span>
      <div class="min-w-0">
        <p class="break-words">
          {event.node !== null && (
            <strong class="font-mono text-sm font-semibold">{event.node}</strong>
          )} <PhraseText phrase={what} />
          {isCulprit && <BreaksHere />}
        </p>
        {effects.length > 0 && (
          <ul class="mt-0.5 text-sm text-muted">
            {effects.map((effect, index) => (
              <li key={index} class="break-words">
                <PhraseText phrase={effect} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

function PhraseText({ phrase: { text, data } }: { phrase: Phrase }) {
  return (
    <>
      {text} {data !== "" && <code class="text-[0.86em]">{data}</code>}
    </>
  );
}
