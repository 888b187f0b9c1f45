import { useEffect, useMemo, useRef } from "preact/hooks";
import { describeEvent } from "@/components/describe_event.ts";
import { causalSlice } from "@/engine/causal_slice.ts";
import type { Counterexample, TraceEvent } from "@/engine/types.ts";
import { BranchBar } from "./theatre/BranchBar.tsx";
import { CheckStrip } from "./theatre/CheckStrip.tsx";
import { Comparison } from "./theatre/Comparison.tsx";
import { Controls } from "./theatre/Controls.tsx";
import { CopyLink } from "./theatre/CopyLink.tsx";
import { EventCard, Inspector } from "./theatre/Inspector.tsx";
import { NothingYet } from "./theatre/NothingYet.tsx";
import { KeepTest } from "./theatre/KeepTest.tsx";
import { readFlights } from "./theatre/read_flights.ts";
import type { Shared } from "./theatre/share_link.ts";
import { SourceLines } from "./theatre/SourceLines.tsx";
import { Stage } from "./theatre/Stage.tsx";
import { stateAt } from "./theatre/state_at.ts";
import { StoryList } from "./theatre/StoryList.tsx";
import { type Player, usePlayer } from "./theatre/use_player.ts";
import { type Scenes, useScenes } from "./theatre/use_scenes.ts";
import { useTheatre } from "./theatre/use_theatre.ts";
import { type Program, WhatIf } from "./theatre/WhatIf.tsx";
import { openDrafts } from "./workspace/drafts.ts";

export interface TheatreProps extends Shared {
  /** The submission whose hidden check found the run; undefined for what a public check found. */
  readonly submission?: string;
  /** The program as it stands now, where it is being written; else it is the run's own. */
  readonly readProgram?: () => string;
  /** True in a column: the diagram and what the nodes know stand one above the other. */
  readonly isNarrow?: boolean;
}

/** A counterexample, step by step: what happened, how every node stood, and what if not. */
export default function Theatre(props: TheatreProps) {
  const { message, counterexample } = props;
  if (counterexample.trace.events.length > 0) return <Run {...props} />;
  return (
    <section aria-label="The run" class="overflow-hidden rounded-xl border border-line bg-panel">
      <NothingYet {...{ message, counterexample }} />
    </section>
  );
}

function Run({ submission, readProgram, isNarrow, ...shared }: TheatreProps) {
  const { counterexample } = shared;
  const player = usePlayer(counterexample.trace.slug, submission);
  const scenes = useScenes({ shared, player });
  const programs = () => programsFor(counterexample, { submission, readProgram });
  const stage = useRef<HTMLElement>(null);
  const wasAway = useRef(false);
  useEffect(() => {
    // The button that led back is gone, and the focus with it.
    if (wasAway.current && scenes.depth === 0) stage.current?.focus({ preventScroll: true });
    wasAway.current = scenes.depth > 0;
  }, [scenes.depth]);
  return (
    <section
      ref={stage}
      tabindex={-1}
      aria-label="The run, step by step"
      class="overflow-hidden rounded-xl border border-line bg-panel"
    >
      {scenes.depth > 0 && <BranchBar key={scenes.depth} scenes={scenes} />}
      <Play
        key={`play ${scenes.depth}`}
        {...{ scenes, player, submission, isNarrow }}
        programs={programs}
      />
    </section>
  );
}

interface PlayProps {
  readonly scenes: Scenes;
  readonly player: Player;
  readonly submission: string | undefined;
  readonly programs: () => readonly Program[];
  readonly isNarrow: boolean | undefined;
}

/** One run, the one that was opened or a branch of it. */
function Play({ scenes, player, submission, programs, isNarrow = false }: PlayProps) {
  const { scene, depth } = scenes;
  const { promise, message, counterexample } = scene;
  const { trace } = counterexample;
  const theatre = useTheatre(counterexample, scene.startRow);
  const event = trace.events[theatre.row];
  const flights = useMemo(() => readFlights(trace), [trace]);
  const stage = useMemo(
    () => stateAt(counterexample, theatre.row + 1, scene.start),
    [trace, theatre.row, scene.start],
  );
  const past = useMemo(
    () => theatre.showsPast ? pastOf(trace.events, event) : NOTHING,
    [trace, theatre.row, theatre.showsPast],
  );
  const flying = flights.filter(({ sentRow, endRow }) =>
    sentRow <= theatre.row && (endRow === undefined || endRow > theatre.row)
  );
  const { what } = describeEvent(event);
  const shared = { promise, message, counterexample };
  return (
    <>
      <Controls {...{ theatre, counterexample }}>
        <CopyLink shared={shared} />
        <KeepTest shared={shared} />
      </Controls>
      <p class="sr-only" role="status">
        Step {event.step}: {event.node ?? "the network"} {what.text} {what.data}
      </p>
      <div class={`grid grid-cols-[minmax(0,1fr)] ${isNarrow ? "" : WIDE}`}>
        <Stage {...{ counterexample, flights, theatre, past }} />
        <div
          role="group"
          aria-label="This step, and what the nodes know"
          // Where it is longer than the screen it is scrolled, with keys too.
          tabindex={0}
          class={`max-h-[calc(min(44rem,75vh)+41px)] space-y-5 overflow-y-auto border-line px-4 py-4 ${
            isNarrow ? "border-t" : "border-t lg:border-l lg:border-t-0"
          }`}
        >
          <EventCard event={event} />
          {scene.source !== "" && scene.lines.length > 0 && (
            <SourceLines source={scene.source} lines={scene.lines[event.step] ?? []} />
          )}
          <WhatIf {...{ scenes, player, event, programs }} />
          <Inspector {...{ event, stage, flying }} />
        </div>
      </div>
      <CheckStrip judgements={scene.judgements} events={trace.events} theatre={theatre} />
      {depth === 0 && (
        <Comparison submission={submission} check={counterexample.check} events={trace.events} />
      )}
      <StoryList events={trace.events} culprit={counterexample.culprit} />
    </>
  );
}

/** With what a run can go on: what is being written, else what it ran with, and one's own draft. */
function programsFor(
  { program, trace }: Counterexample,
  { submission, readProgram }: Pick<TheatreProps, "submission" | "readProgram">,
): Program[] {
  if (readProgram !== undefined) {
    return [{ label: "your program as it stands now", source: readProgram() }];
  }
  const own = submission === undefined && program === ""
    ? []
    : [{ label: "the program that was submitted", source: program }];
  const draft = openDrafts(trace.slug, () => localStorage).read() ?? "";
  const hasOther = draft.trim() !== "" && draft !== program;
  return [...own, ...hasOther ? [{ label: "your draft in this browser", source: draft }] : []];
}

const WIDE = "lg:grid-cols-[minmax(0,1fr)_minmax(18rem,26rem)]";

const NOTHING: ReadonlySet<number> = new Set();

/** Rows of the events that one causally depends on. */
function pastOf(events: readonly TraceEvent[], { step }: TraceEvent): ReadonlySet<number> {
  const steps = new Set(causalSlice(events, [step]));
  return new Set(events.flatMap((each, row) => steps.has(each.step) ? [row] : []));
}
