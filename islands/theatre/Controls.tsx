import type { ComponentChildren } from "preact";
import type { Counterexample } from "@/engine/types.ts";
import { type Kind, KINDS, kindsIn } from "./kinds.ts";
import { rowOfStep } from "./row_of_step.ts";
import type { Theatre } from "./use_theatre.ts";

interface ControlsProps {
  readonly theatre: Theatre;
  readonly counterexample: Counterexample;
  /** What else can be done with the run. */
  readonly children: ComponentChildren;
}

/** Steps through the run, and says what of it stands out. */
export function Controls({ theatre, counterexample, children }: ControlsProps) {
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
      {counterexample.culprit > 0 && (
        <button
          type="button"
          onClick={() => theatre.go(culprit)}
          class="min-h-[2.25rem] rounded-md px-2.5 text-sm font-semibold text-bad hover:bg-bad/10"
        >
          Where it breaks
        </button>
      )}
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
      <KindFilter {...{ theatre, counterexample }} />
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

function KindFilter({ theatre, counterexample }: Omit<ControlsProps, "children">) {
  const kinds = kindsIn(counterexample.trace.events);
  if (kinds.length < 3) return null;
  return (
    <select
      aria-label="Which events stand out"
      value={theatre.kind}
      onChange={(changed) => theatre.showKind(changed.currentTarget.value as Kind)}
      class="min-h-[2.25rem] rounded-md border border-line bg-sunken px-2 text-sm text-ink"
    >
      {kinds.map((kind) => <option key={kind} value={kind}>{KINDS[kind].label}</option>)}
    </select>
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
