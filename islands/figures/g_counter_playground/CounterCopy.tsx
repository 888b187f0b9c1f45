import { SmallButton } from "../kit/Controls.tsx";
import { type Meeting, type Replica, REPLICAS } from "../kit/replicas.ts";
import { type Counts, type Rule, showNumber, valueOf } from "./counters.ts";

/** One replica: what it shows, what its number is made of, and how much it has heard. */
export function CounterCopy({ replica, rule, meeting, canAct, act }: {
  replica: Replica;
  rule: Rule;
  meeting: Meeting<Counts>;
  canAct: boolean;
  act: (act: string) => void;
}) {
  const { state, heard } = meeting.copies[replica];
  const place = REPLICAS.indexOf(replica) + 1;
  const made = meeting.made.length;
  return (
    <div
      role="group"
      aria-label={`Replica ${replica}`}
      class="min-w-0 rounded-lg border border-line bg-sunken px-3.5 py-3 text-sm"
    >
      <p class="flex items-baseline justify-between gap-2">
        <strong class="text-base">{replica}</strong>
        <span class="text-2xl font-semibold tabular-nums">{showNumber(valueOf(state))}</span>
      </p>
      <div class="mt-1 min-h-[1.75rem]">
        {rule === "vector"
          ? <Entries state={state} rule={rule} />
          : <span class="text-muted">one number</span>}
      </div>
      <Heard heard={heard.length} made={made} />
      <div class="mt-3 flex flex-wrap gap-1.5">
        <SmallButton disabled={!canAct} onClick={() => act(`up${place}`)}>
          <span class="sr-only">{replica}:</span> Count one
        </SmallButton>
        <SmallButton disabled={!canAct} onClick={() => act(`down${place}`)}>
          <span class="sr-only">{replica}:</span> One back
        </SmallButton>
        <SmallButton disabled={!canAct || heard.length === 0} onClick={() => act(`send${place}`)}>
          <span class="sr-only">{replica}:</span> Send again
        </SmallButton>
      </div>
    </div>
  );
}

/** How many of all changes have reached a replica. */
function Heard({ heard, made }: { heard: number; made: number }) {
  return (
    <p class="mt-2 text-muted">
      <span class="tabular-nums">heard {heard} of {made}</span>
      <svg
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        class="mt-1 h-1.5 w-full"
        aria-hidden="true"
      >
        <rect width="100" height="6" rx="3" class="fill-line" />
        <rect
          width={made === 0 ? 0 : 100 * heard / made}
          height="6"
          class={heard === made ? "fill-good" : "fill-accent"}
        />
      </svg>
    </p>
  );
}

/** A count with its replica, or the bare number. */
export function Entries({ state, rule }: { state: Counts; rule: Rule }) {
  if (rule !== "vector") return <span class="font-mono">{showNumber(valueOf(state))}</span>;
  return (
    <span class="inline-flex gap-1 font-mono tabular-nums">
      {REPLICAS.map((replica, index) => (
        <span
          key={replica}
          class={`whitespace-nowrap rounded border px-1.5 py-0.5 ${
            state[index] === 0 ? "border-line text-muted" : "border-accent bg-panel"
          }`}
        >
          <span class="text-xs text-muted">{replica}</span> {showNumber(state[index])}
        </span>
      ))}
    </span>
  );
}
