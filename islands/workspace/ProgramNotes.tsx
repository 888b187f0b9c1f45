import type { DraftPlace } from "./use_draft_sync.ts";
import type { Program } from "./use_program.ts";

/** What there is to know while one writes: below the program, and its description for who hears it. */
export function ProgramNotes({ program, id, place }: {
  program: Program;
  id: string;
  place: DraftPlace;
}) {
  return (
    <>
      <p id={id} class="border-t border-line px-3 py-2.5 text-sm text-muted sm:px-4">
        {program.hasEditor ? <Keys /> : "One file of TypeScript, 64 KiB at most."}
        {program.hasEditor && <Types program={program} />}
        {program.isKept && <span class="mt-1 block">{PLACES[place]}</span>}
        {!program.isKept && (
          <strong class="mt-1 block font-medium text-warn">
            This browser does not keep your draft: copy it before you leave the page.
          </strong>
        )}
      </p>
      <p role="status" class={program.notice === "" ? "" : "px-3 pb-2.5 text-sm text-warn sm:px-4"}>
        {program.notice}
      </p>
    </>
  );
}

const PLACES: Record<DraftPlace, string> = {
  "nowhere yet": "",
  browser: "Your draft is kept in this browser.",
  "browser, cut off":
    "Your draft is kept in this browser, and goes to the server once it can be reached.",
  server: "Your draft is kept here and on the server.",
};

const KEY = "rounded border border-line bg-sunken px-1 py-px font-mono text-[0.75rem] text-ink";

function Keys() {
  return (
    <span class="keys">
      <kbd class={KEY}>Ctrl Enter</kbd> or <kbd class={KEY}>Ctrl S</kbd> runs.{" "}
      <kbd class={KEY}>Tab</kbd> leaves the editor; <kbd class={KEY}>Ctrl ]</kbd> and{" "}
      <kbd class={KEY}>Ctrl [</kbd> indent. <kbd class={KEY}>Ctrl F</kbd> finds.
    </span>
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
      </button>.
      <span class="keys">
        {" "}
        <kbd class={KEY}>F8</kbd> goes to the next.
      </span>
    </span>
  );
}
