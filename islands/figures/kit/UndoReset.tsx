import { SmallButton } from "./Controls.tsx";
import type { useActs } from "./use_acts.ts";

/** The last act is taken back, or all of them: at the end of a row of `Controls`. */
export function UndoReset(
  { figure: { canUndo, undo, reset } }: {
    figure: Pick<ReturnType<typeof useActs>, "canUndo" | "undo" | "reset">;
  },
) {
  return (
    <span class="ml-auto flex gap-2">
      <SmallButton disabled={!canUndo} onClick={undo}>Undo</SmallButton>
      <SmallButton disabled={!canUndo} onClick={reset}>Reset</SmallButton>
    </span>
  );
}
