import { Button } from "@/components/Button.tsx";
import { TextField } from "@/components/Field.tsx";
import type { StoredRemark } from "@/db/remarks.ts";

/** What a form for a comment held, and why it was refused. */
export interface RemarkDraft {
  readonly line: string;
  readonly text: string;
  readonly message: string;
}

const TEXT_LENGTH_MAX = 2_000;

/** Reads a comment on a line of a source. */
export function readRemark(
  field: (name: string) => string,
  source: string,
): { line: number; text: string } | RemarkDraft {
  const [line, text] = [field("line"), field("text").replaceAll("\r\n", "\n")];
  const lines = source.replace(/\n$/, "").split("\n").length;
  const refuse = (message: string) => ({ line, text, message });
  if (!/^\d{1,6}$/.test(line) || Number(line) < 1 || Number(line) > lines) {
    return refuse(`Choose a line from 1 to ${lines}.`);
  }
  if (text === "" || text.length > TEXT_LENGTH_MAX) {
    return refuse(`Write a comment of at most ${TEXT_LENGTH_MAX.toLocaleString("en")} letters.`);
  }
  return { line: Number(line), text };
}

/** A way to comment on a line, and to take comments away again. */
export function RemarkForm({ remarks, draft, lines }: {
  remarks: readonly StoredRemark[];
  draft?: RemarkDraft;
  lines: number;
}) {
  const errorId = draft === undefined ? undefined : "remark-error";
  return (
    <div class="mt-6">
      <h3 class="text-lg font-semibold tracking-tight">Comment on a line</h3>
      <p class="mt-1 text-[0.9375rem] text-muted">The learner sees it below the line.</p>
      <form
        method="post"
        aria-describedby={errorId}
        class="mt-4 grid gap-4 sm:grid-cols-[7rem_1fr]"
      >
        <TextField
          label="Line"
          name="line"
          type="number"
          min={1}
          max={lines}
          required
          value={draft?.line ?? ""}
        />
        <label class="text-sm font-semibold">
          Comment
          <textarea
            name="text"
            rows={3}
            required
            maxLength={TEXT_LENGTH_MAX}
            aria-describedby={errorId}
            class="mt-1.5 block w-full rounded-md border border-muted bg-panel px-3 py-2 text-[0.9375rem] font-normal"
          >
            {draft?.text}
          </textarea>
        </label>
        <div class="sm:col-start-2">
          <Button name="deed" value="add">Comment</Button>
        </div>
      </form>
      {draft && <p id={errorId} role="alert" class="mt-3 font-medium text-bad">{draft.message}</p>}
      {remarks.length > 0 && (
        <ul class="mt-5 border-t border-line text-[0.9375rem]">
          {remarks.map(({ id, line, text }) => (
            <li key={id} class="flex items-center gap-4 border-b border-line py-2">
              <span class="tabular-nums text-muted">{`Line ${line}`}</span>
              <span class="min-w-0 flex-1 truncate">{text}</span>
              <form method="post">
                <input type="hidden" name="remark" value={id} />
                <Button
                  kind="secondary"
                  name="deed"
                  value="remove"
                  aria-label={`Take away the comment on line ${line}`}
                >
                  Take away
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
