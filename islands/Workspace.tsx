import { useState } from "preact/hooks";
import { type Attempt, AttemptList } from "@/components/AttemptList.tsx";
import { Button } from "@/components/Button.tsx";
import { Results } from "./workspace/Results.tsx";
import { useOutcome } from "./workspace/use_outcome.ts";
import { type Program, useProgram } from "./workspace/use_program.ts";

export interface WorkspaceProps {
  readonly slug: string;
  readonly starter: string;
  /** What to begin with: the newest attempt's program, or the starter. */
  readonly source: string;
  readonly attempts: readonly Attempt[];
}

const HINT_ID = "editor-hint";
/** On a phone the two share a line. */
const WIDE = "flex-1 sm:flex-none";
const LABEL = "Your program, in TypeScript";

/** Where a learner writes, runs and submits. Without its script it is a form that submits. */
export default function Workspace({ slug, starter, source, attempts: known }: WorkspaceProps) {
  const program: Program = useProgram({
    slug,
    source,
    label: LABEL,
    hintId: HINT_ID,
    onRun: () => run(),
  });
  const { outcome, attempts, isSubmitting, run, send, stop } = useOutcome({
    slug,
    attempts: known,
    read: program.read,
  });
  const { isAlive, hasEditor } = program;
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
          {hasEditor && <Format program={program} />}
          {isAlive && <Reset program={program} starter={starter} />}
          <div class="flex w-full gap-2 sm:w-auto">
            {isAlive && (outcome.kind === "running"
              ? <Button type="button" kind="secondary" class={WIDE} onClick={stop}>Stop</Button>
              : <Button type="button" kind="secondary" class={WIDE} onClick={run}>Run</Button>)}
            <Button class={WIDE} disabled={isSubmitting}>Submit</Button>
          </div>
        </div>
        <textarea
          ref={program.textarea}
          id="source"
          name="source"
          rows={24}
          hidden={hasEditor}
          required={!hasEditor}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          wrap="off"
          aria-label={LABEL}
          defaultValue={source}
          onInput={program.changed}
          class={`w-full resize-y bg-sunken p-4 font-mono text-[0.8125rem] leading-relaxed ${
            hasEditor ? "hidden" : "block"
          }`}
        />
        <div ref={program.host} />
        <p id={HINT_ID} class="border-t border-line px-3 py-2.5 text-sm text-muted sm:px-4">
          {hasEditor ? <Keys /> : "One file of TypeScript, 64 KiB at most."}
          {hasEditor && <Types program={program} />}
          {!program.isKept && (
            <strong class="mt-1 block font-medium text-warn">
              This browser does not keep your draft: copy it before you leave the page.
            </strong>
          )}
        </p>
        <p
          role="status"
          class={program.notice === "" ? "" : "px-3 pb-2.5 text-sm text-warn sm:px-4"}
        >
          {program.notice}
        </p>
      </form>
      <Results outcome={outcome} jump={program.jump} />
      <h2 class="mb-3 mt-12 text-xl font-semibold tracking-tight">Your attempts</h2>
      <AttemptList attempts={attempts} />
    </>
  );
}

/** The editor takes these keys itself. */
function isRunKey(event: KeyboardEvent): boolean {
  const isKey = (event.ctrlKey || event.metaKey) && (event.key === "Enter" || event.key === "s");
  if (!isKey || event.defaultPrevented) return false;
  event.preventDefault();
  return true;
}

const QUIET_BUTTON = "min-h-[2.5rem] rounded-md px-2 text-[0.9375rem] text-muted hover:text-ink";

function Format({ program }: { program: Program }) {
  return (
    <button
      type="button"
      title="Lays the program out (Shift Alt F)"
      onClick={program.format}
      class={QUIET_BUTTON}
    >
      Format
    </button>
  );
}

function Reset({ program, starter }: { program: Program; starter: string }) {
  const [replaced, setReplaced] = useState<string>();
  const canUndo = replaced !== undefined;
  return (
    <button
      type="button"
      onClick={() => {
        const before = program.read();
        if (!canUndo && before === starter) return;
        program.replace(replaced ?? starter);
        setReplaced(canUndo ? undefined : before);
      }}
      class={QUIET_BUTTON}
    >
      {canUndo ? "Undo the reset" : "Reset"}
    </button>
  );
}

const KEY = "rounded border border-line bg-sunken px-1 py-px font-mono text-[0.75rem] text-ink";

function Keys() {
  return (
    <>
      <kbd class={KEY}>Ctrl Enter</kbd> runs. <kbd class={KEY}>Tab</kbd> leaves the editor;{" "}
      <kbd class={KEY}>Ctrl ]</kbd> and <kbd class={KEY}>Ctrl [</kbd> indent.{" "}
      <kbd class={KEY}>Ctrl F</kbd> finds.
    </>
  );
}

/** What the checking of types has to say, in a few words below the editor. */
function Types({ program }: { program: Program }) {
  const state = program.types;
  if (state.kind === "waiting") return null;
  if (state.kind === "lost") {
    return <span class="mt-1 block">Types are not checked here: the checker did not load.</span>;
  }
  if (state.errors === 0) return <span class="mt-1 block">The types fit.</span>;
  const count = state.errors === 1 ? "One place does" : `${state.errors} places do`;
  return (
    <span class="mt-1 block">
      <button
        type="button"
        onClick={program.listProblems}
        class="text-bad underline decoration-1 underline-offset-4 hover:decoration-2"
      >
        {count} not fit the types
      </button>. <kbd class={KEY}>F8</kbd> goes to the next.
    </span>
  );
}
