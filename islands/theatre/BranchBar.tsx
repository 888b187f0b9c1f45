import { useEffect, useRef } from "preact/hooks";
import type { Scenes } from "./use_scenes.ts";

/** What was chosen, what came of it, and the way back. */
export function BranchBar({ scenes }: { scenes: Scenes }) {
  const { scene, depth, back } = scenes;
  const heading = useRef<HTMLParagraphElement>(null);
  // The button that led here is gone, and the focus with it.
  useEffect(() => heading.current?.focus(), []);
  const { failedAt } = scene.judgements[0];
  return (
    <div
      role="group"
      aria-label="What if"
      class="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line bg-accent/10 px-4 py-3"
    >
      <div class="min-w-0 flex-1 basis-64">
        <p ref={heading} tabindex={-1} class="break-words">
          <strong>What if,</strong> {scene.chosen}
        </p>
        <p class="mt-0.5 break-words text-sm">
          {failedAt === undefined
            ? <strong class="text-good">The check holds on this branch.</strong>
            : (
              <>
                <strong class="text-bad">The check fails at step {failedAt}.</strong>{" "}
                {scene.message}
              </>
            )}
          {scene.isCut && " Only the first 2,000 events are shown."}
        </p>
      </div>
      {depth > 1 && <Back label="Undo this choice" onClick={() => back(false)} />}
      <Back label="Back to the run" onClick={() => back(true)} />
    </div>
  );
}

function Back({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      class="min-h-[2.25rem] rounded-md border border-line bg-panel px-3 text-sm font-semibold hover:border-muted"
    >
      {label}
    </button>
  );
}
