import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { describeEvent } from "@/components/describe_event.ts";
import { causalSlice } from "@/engine/causal_slice.ts";
import type { Counterexample } from "@/engine/types.ts";
import { CopyLink } from "./theatre/CopyLink.tsx";
import { Inspector } from "./theatre/Inspector.tsx";
import { KeepTest } from "./theatre/KeepTest.tsx";
import { readFlights } from "./theatre/read_flights.ts";
import type { Shared } from "./theatre/share_link.ts";
import { Stage } from "./theatre/Stage.tsx";
import { stateAt } from "./theatre/state_at.ts";
import { rowOfStep, type Theatre as TheatreState, useTheatre } from "./theatre/use_theatre.ts";

/** A counterexample, step by step: what happened, and how every node stood after it. */
export default function Theatre({ promise, message, counterexample }: Shared) {
  const theatre = useTheatre(counterexample);
  const { trace } = counterexample;
  const event = trace.events[theatre.row];
  const flights = useMemo(() => readFlights(trace), [trace]);
  const stage = useMemo(() => stateAt(counterexample, theatre.row + 1), [trace, theatre.row]);
  const past = useMemo(() => {
    const steps = causalSlice(trace.events, [event.step]);
    return new Set(steps.map((step) => rowOfStep(trace.events, step)));
  }, [trace, theatre.row]);
  const flying = flights.filter(({ sentRow, endRow }) =>
    sentRow <= theatre.row && (endRow === undefined || endRow > theatre.row)
  );
  const { what } = describeEvent(event);
  return (
    <section
      aria-label="The run, step by step"
      class="overflow-hidden rounded-xl border border-line bg-panel"
    >
      <Controls {...{ theatre, counterexample }}>
        <CopyLink shared={{ promise, message, counterexample }} />
        <KeepTest shared={{ promise, message, counterexample }} />
      </Controls>
      <p class="sr-only" role="status">
        Step {event.step}: {event.node ?? "the network"} {what.text} {what.data}
      </p>
      <div class="grid grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_minmax(18rem,26rem)]">
        <Stage {...{ counterexample, flights, theatre, past }} />
        <div
          role="group"
          aria-label="This step, and what the nodes know"
          // Where it is longer than the screen it is scrolled, with keys too.
          tabindex={0}
          class="max-h-[calc(min(34rem,65vh)+41px)] overflow-y-auto border-t border-line px-4 py-4 lg:border-l lg:border-t-0"
        >
          <Inspector {...{ event, stage, flying }} />
        </div>
      </div>
    </section>
  );
}

function Controls({ theatre, counterexample, children }: {
  theatre: TheatreState;
  counterexample: Counterexample;
  children: ComponentChildren;
}) {
  const { events } = counterexample.trace;
  const culprit = rowOfStep(events, counterexample.culprit);
  const last = events.length - 1;
  return (
    <div class="flex flex-wrap items-center gap-1.5 border-b border-line px-3 py-2">
      <Control label="To the beginning" onClick={() => theatre.go(0)} isOff={theatre.row === 0}>
        <path d="M5 5v10M15 5l-7 5 7 5z" />
      </Control>
      <Control label="Back one step" onClick={() => theatre.step(-1)} isOff={theatre.row === 0}>
        <path d="M13 5l-7 5 7 5z" />
      </Control>
      <Control label={theatre.isPlaying ? "Pause" : "Play"} onClick={() => theatre.play()}>
        {theatre.isPlaying ? <path d="M7 5v10M13 5v10" /> : <path d="M6 4l10 6-10 6z" />}
      </Control>
      <Control label="On one step" onClick={() => theatre.step(1)} isOff={theatre.row === last}>
        <path d="M7 5l7 5-7 5z" />
      </Control>
      <button
        type="button"
        onClick={() => theatre.go(culprit)}
        class="min-h-[2.25rem] rounded-md px-2.5 text-sm font-semibold text-bad hover:bg-bad/10"
      >
        Where it breaks
      </button>
      <button
        type="button"
        aria-pressed={theatre.showsPast}
        onClick={() => theatre.togglePast()}
        class={`min-h-[2.25rem] rounded-md px-2.5 text-sm font-semibold ${
          theatre.showsPast ? "bg-accent text-accent-ink" : "hover:bg-sunken"
        }`}
      >
        Only its causes
      </button>
      {children}
      <input
        type="range"
        min="0"
        max={last}
        value={theatre.row}
        aria-label="Step"
        aria-valuetext={`Step ${events[theatre.row].step} of ${events.length}`}
        onInput={(input) => theatre.go(Number(input.currentTarget.value))}
        class="ml-auto w-full min-w-[8rem] accent-accent sm:w-48"
      />
      <span class="text-sm tabular-nums text-muted">
        {theatre.row + 1} of {events.length}
      </span>
    </div>
  );
}

interface ControlProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly isOff?: boolean;
  readonly children: ComponentChildren;
}

function Control({ label, onClick, isOff = false, children }: ControlProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={onClick}
      class={`grid h-9 w-9 place-items-center rounded-md hover:bg-sunken ${
        isOff ? "opacity-40" : ""
      }`}
    >
      <svg
        viewBox="0 0 20 20"
        aria-hidden="true"
        class="h-5 w-5 fill-current stroke-current"
        stroke-width="2"
        stroke-linejoin="round"
        stroke-linecap="round"
      >
        {children}
      </svg>
    </button>
  );
}
