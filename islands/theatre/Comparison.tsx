import { useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { describeEvent } from "@/components/describe_event.ts";
import { observable } from "@/engine/observable.ts";
import type { TraceEvent } from "@/engine/types.ts";
import { ApiError, readReference } from "../workspace/api_client.ts";
import { type Difference, firstDifference } from "./first_difference.ts";

interface ComparisonProps {
  /** The submission for which the run was found; undefined for a run in the browser. */
  readonly submission: string | undefined;
  readonly check: string;
  readonly events: readonly TraceEvent[];
}

/** Rows shown around the first difference, before all are asked for. */
const ROWS_BEFORE = 3;
const ROWS_AFTER = 8;
const ROWS_MAX = 500;

/** The run beside that of a right program under the same schedule. */
export function Comparison({ submission, check, events }: ComparisonProps) {
  const [theirs, setTheirs] = useState<readonly TraceEvent[]>();
  const [said, setSaid] = useState("");
  if (submission === undefined) {
    return (
      <p class="border-t border-line px-4 py-3 text-sm text-muted">
        What a right program does under the same schedule is shown for runs that the server found:
        submit your program.
      </p>
    );
  }
  const load = async () => {
    setSaid("Running the reference under the same schedule.");
    try {
      setTheirs(await readReference(submission, check));
      setSaid("");
    } catch (error) {
      setSaid(error instanceof ApiError ? error.message : String(error));
    }
  };
  return (
    <section aria-label="Beside the reference" class="border-t border-line px-4 py-3">
      {theirs === undefined
        ? (
          <div class="flex flex-wrap items-center gap-3">
            <Button type="button" kind="secondary" onClick={load}>
              Compare with the reference
            </Button>
            <p role="status" class="text-sm text-muted">
              {said || "What does a right program do under the same schedule?"}
            </p>
          </div>
        )
        : <SideBySide mine={events} theirs={theirs} />}
    </section>
  );
}

function SideBySide(
  { mine, theirs }: { mine: readonly TraceEvent[]; theirs: readonly TraceEvent[] },
) {
  const [showsAll, setShowsAll] = useState(false);
  const found = firstDifference(mine, theirs);
  const count = Math.min(Math.max(mine.length, theirs.length), ROWS_MAX);
  const from = showsAll ? 0 : Math.max(0, (found?.row ?? 0) - ROWS_BEFORE);
  const to = showsAll ? count : Math.min(count, (found?.row ?? 0) + ROWS_AFTER);
  const rows = Array.from({ length: to - from }, (_, index) => from + index);
  return (
    <>
      <p role="status" class="max-w-[80ch] break-words font-serif text-lg leading-snug">
        {found?.told ?? SAME}
      </p>
      <table class="mt-3 w-full table-fixed border-collapse text-left text-sm">
        <thead>
          <tr class="border-b border-line">
            <th scope="col" class="w-10 py-1 font-normal text-muted">Step</th>
            <th scope="col" class="py-1 pr-3 font-semibold">Your run</th>
            <th scope="col" class="py-1 font-semibold">The reference's</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => <Pair key={row} {...{ row, mine, theirs, found }} />)}
        </tbody>
      </table>
      {to - from < count && (
        <button
          type="button"
          onClick={() => setShowsAll(true)}
          class="mt-2 min-h-[2.25rem] text-sm font-semibold text-accent underline decoration-1 underline-offset-4"
        >
          Show both runs from the beginning
        </button>
      )}
    </>
  );
}

const SAME = "Under this schedule others see no difference between your run and the reference's: " +
  "what breaks is not in what they are sent.";

function Pair({ row, mine, theirs, found }: {
  row: number;
  mine: readonly TraceEvent[];
  theirs: readonly TraceEvent[];
  found: Difference | undefined;
}) {
  const isFirst = row === found?.row;
  const isAfter = found !== undefined && row > found.row;
  return (
    <tr class={`border-b border-line align-top ${isFirst ? "bg-warn/10" : ""}`}>
      <th scope="row" class="py-1.5 font-normal tabular-nums text-muted">{row + 1}</th>
      {[mine[row], theirs[row]].map((event, index) => (
        <td key={index} class={`break-words py-1.5 pr-3 ${isAfter ? "text-muted" : ""}`}>
          {event === undefined
            ? <span class="text-muted">nothing more</span>
            : <Told event={observable(event)} threw={event.threw} />}
          {isFirst && <strong class="block text-[0.8125rem] text-warn">here they part</strong>}
        </td>
      ))}
    </tr>
  );
}

function Told({ event, threw }: { event: TraceEvent; threw: string | undefined }) {
  const { what, effects } = describeEvent({ ...event, threw });
  return (
    <>
      {event.node !== null && <strong class="font-mono text-[0.8125rem]">{event.node}</strong>}{" "}
      {what.text} <code class="text-[0.8125rem]">{what.data}</code>
      {effects.map(({ text, data }, index) => (
        <span key={index} class="block pl-3">
          {text} <code class="text-[0.8125rem]">{data}</code>
        </span>
      ))}
    </>
  );
}
