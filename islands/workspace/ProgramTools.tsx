import { useState } from "preact/hooks";
import type { Program } from "./use_program.ts";

/** What can be done to a program besides running it: quiet buttons above it. */
export function ProgramTools({ program, starter, compare }: {
  program: Program;
  starter: string;
  compare: () => void;
}) {
  return (
    <>
      {program.hasEditor && <Format program={program} />}
      {program.isAlive && <Reset program={program} starter={starter} />}
      {program.isAlive && (
        <button type="button" onClick={compare} class={QUIET_BUTTON}>Compare</button>
      )}
    </>
  );
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
