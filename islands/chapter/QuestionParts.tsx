import type { ComponentChildren } from "preact";
import { Button } from "@/components/Button.tsx";
import { Html } from "@/components/Html.tsx";
import type { Question } from "@/lib/section.ts";
import type { Answer } from "./progress.ts";

export interface KindProps {
  readonly question: Question;
  /** What was answered, if anything was. */
  readonly answer: Answer | undefined;
  /** Gives an answer, or takes it back; undefined while there is nobody to answer. */
  readonly onAnswer: ((answer: Answer | undefined) => void) | undefined;
}

/** The id of a question's card in its page. */
export function idOf({ key }: Question): string {
  return `question-${key.split("/")[1]}`;
}

/** What is said to an answer. It is there before, empty, so that screen readers tell its filling. */
export function Result({ answer, reasons, onAgain }: {
  answer: Answer | undefined;
  reasons: readonly string[];
  onAgain: () => void;
}) {
  return (
    <>
      <div role="status">
        {answer !== undefined && (
          <div class="mt-4 border-t border-line pt-4">
            <p class={`font-semibold ${answer.isRight ? "text-good" : "text-bad"}`}>
              {answer.isRight ? "Right." : "Not quite."}
            </p>
            {reasons.filter((html) => html !== "").map((html) => (
              <Html key={html} html={html} class="prose prose-small mt-1.5" />
            ))}
          </div>
        )}
      </div>
      {answer !== undefined && (
        <Actions>
          <Button type="button" kind="secondary" onClick={onAgain}>Try again</Button>
        </Actions>
      )}
    </>
  );
}

export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="mt-4 flex flex-wrap gap-3">{children}</div>;
}

/** Beside what was right or wrong: a shape, and a word for those who listen. */
export function Mark({ isRight }: { isRight: boolean }) {
  return (
    <svg
      viewBox="0 0 20 20"
      role="img"
      aria-label={isRight ? "Right" : "Wrong"}
      class={`h-5 w-5 shrink-0 ${isRight ? "text-good" : "text-bad"}`}
    >
      <path
        d={isRight ? "M4.5 10.5l4 4 7-9" : "M5.5 5.5l9 9M14.5 5.5l-9 9"}
        fill="none"
        class="stroke-current"
        stroke-width="2.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
