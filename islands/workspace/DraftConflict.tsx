import { Button } from "@/components/Button.tsx";
import { When } from "@/components/When.tsx";
import type { ServerDraft } from "./draft_sync.ts";

export interface DraftConflictProps {
  readonly theirs: ServerDraft;
  readonly settle: (choice: "mine" | "theirs") => void;
  readonly compare: () => void;
}

/** Two drafts, each changed where the other was not seen: the learner chooses. */
export function DraftConflict({ theirs, settle, compare }: DraftConflictProps) {
  return (
    <div role="alert" class="border-b border-line bg-warn/10 px-3 py-3 text-[0.9375rem] sm:px-4">
      <p>
        Another page has saved a draft of this program
        {theirs.updatedAt !== null && (
          <>
            , <When iso={theirs.updatedAt} />
          </>
        )}. Neither is overwritten: which one goes on?
      </p>
      <div class="mt-2.5 flex flex-wrap gap-2">
        <Button
          type="button"
          kind="secondary"
          onClick={() =>
            settle("mine")}
        >
          Keep this one
        </Button>
        <Button
          type="button"
          kind="secondary"
          onClick={() =>
            settle("theirs")}
        >
          Take the other
        </Button>
        <Button type="button" kind="secondary" onClick={compare}>Compare them</Button>
      </div>
    </div>
  );
}
