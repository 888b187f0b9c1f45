import { useState } from "preact/hooks";
import { type Attempt, AttemptList } from "@/components/AttemptList.tsx";
import { Button } from "@/components/Button.tsx";
import { Compare } from "./workspace/Compare.tsx";
import { DraftConflict } from "./workspace/DraftConflict.tsx";
import { KeptList } from "./workspace/KeptList.tsx";
import { listOthers } from "./workspace/list_others.ts";
import { ProgramArea } from "./workspace/ProgramArea.tsx";
import { useDraftSync } from "./workspace/use_draft_sync.ts";
import { ProgramNotes } from "./workspace/ProgramNotes.tsx";
import { ProgramTools } from "./workspace/ProgramTools.tsx";
import { type Next, Results } from "./workspace/Results.tsx";
import { useOutcome } from "./workspace/use_outcome.ts";
import { type Program, useProgram } from "./workspace/use_program.ts";

export interface WorkspaceProps {
  readonly slug: string;
  readonly starter: string;
  /** What to begin with: the newest attempt's program, or the starter. */
  readonly source: string;
  readonly attempts: readonly Attempt[];
  /** The exercise after this one. */
  readonly next: Next | undefined;
}

const HINT_ID = "editor-hint";
/** On a phone the two share a line. */
const WIDE = "flex-1 sm:flex-none";
const LABEL = "Your program, in TypeScript";

/** Where a learner writes, runs and submits. Without its script it is a form that submits. */
export default function Workspace(
  { slug, starter, source, attempts: known, next }: WorkspaceProps,
) {
  const program: Program = useProgram({
    slug,
    source,
    label: LABEL,
    hintId: HINT_ID,
    onRun: () => run(),
    onChange: () => synced.changed(),
  });
  const synced = useDraftSync({ slug, initial: source, read: program.read, take: program.replace });
  const { outcome, attempts, isSubmitting, run, send, stop } = useOutcome({
    slug,
    attempts: known,
    read: program.read,
  });
  const [compared, setCompared] = useState<string>();
  return (
    <>
      <form
        method="post"
        action="/api/submissions"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSubmitting) send();
        }}
        onKeyDown={(event) => isRunKey(event) && run()}
        class="overflow-hidden rounded-xl border border-line bg-panel"
      >
        <input type="hidden" name="slug" value={slug} />
        <div class="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2.5 sm:px-4">
          <label for="source" class="mr-auto text-sm font-semibold">Your program</label>
          <ProgramTools {...{ program, starter }} compare={() => setCompared("starter")} />
          <Deeds {...{ program, isSubmitting, run, stop }} isRunning={outcome.kind === "running"} />
        </div>
        {synced.theirs !== undefined && (
          <DraftConflict
            theirs={synced.theirs}
            settle={synced.settle}
            compare={() => setCompared("theirs")}
          />
        )}
        <ProgramArea program={program} source={source} label={LABEL} />
        <ProgramNotes program={program} id={HINT_ID} place={synced.place} />
      </form>
      {compared !== undefined && (
        <Compare
          key={compared}
          others={listOthers({ starter, attempts, theirs: synced.theirs })}
          first={compared}
          read={program.read}
          close={() => setCompared(undefined)}
        />
      )}
      <Results {...{ slug, outcome, next }} jump={program.jump} read={program.read} />
      <KeptList slug={slug} />
      <h2 class="mb-3 mt-12 text-xl font-semibold tracking-tight">Your attempts</h2>
      <AttemptList attempts={attempts} />
    </>
  );
}

function Deeds({ program, isRunning, isSubmitting, run, stop }: {
  program: Program;
  isRunning: boolean;
  isSubmitting: boolean;
  run: () => void;
  stop: () => void;
}) {
  return (
    <div class="flex w-full gap-2 sm:w-auto">
      {program.isAlive && (isRunning
        ? <Button type="button" kind="secondary" class={WIDE} onClick={stop}>Stop</Button>
        : <Button type="button" kind="secondary" class={WIDE} onClick={run}>Run</Button>)}
      {/* Really disabled, it would drop the keyboard's focus. */}
      <Button class={`${WIDE} ${isSubmitting ? "opacity-50" : ""}`} aria-disabled={isSubmitting}>
        Submit
      </Button>
    </div>
  );
}

/** The editor takes these keys itself. */
function isRunKey(event: KeyboardEvent): boolean {
  const isKey = (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key === "s");
  if (!isKey || event.defaultPrevented) return false;
  event.preventDefault();
  return true;
}
