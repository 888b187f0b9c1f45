import { useState } from "preact/hooks";
import { Button } from "@/components/Button.tsx";
import { InlineHtml } from "@/components/Html.tsx";
import { Actions, type KindProps, Mark, Result } from "./QuestionParts.tsx";

/** One of several is right. Events, for "find", are numbered, since they happened in this order. */
export function Choice({ question, answer, onAnswer }: KindProps) {
  const { key, kind, options, because } = question;
  const [chosen, setChosen] = useState<number>();
  const shown = answer?.given[0] ?? chosen;
  const again = () => {
    setChosen(undefined);
    onAnswer?.(undefined);
  };
  const rightIndex = options.findIndex(({ isRight }) => isRight);
  // Why the chosen one is wrong, then why the right one is right, then what is to be learned.
  const reasons = new Set([
    options[shown ?? rightIndex].because,
    options[rightIndex].because,
    because,
  ]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen === undefined) return;
        onAnswer?.({ given: [chosen], isRight: options[chosen].isRight });
      }}
    >
      <ol class="mt-4 space-y-2">
        {options.map(({ text, isRight }, index) => (
          <li key={text}>
            <label
              class={`flex items-start gap-3 rounded-lg border px-3.5 py-2.5 [&:has(:focus-visible)]:outline [&:has(:focus-visible)]:outline-2 [&:has(:focus-visible)]:outline-accent ${
                styleOf({ isAnswered: answer !== undefined, isShown: shown === index, isRight })
              }`}
            >
              <input
                type="radio"
                name={key}
                value={String(index)}
                checked={shown === index}
                disabled={answer !== undefined}
                onChange={() => setChosen(index)}
                class="mt-1 h-4 w-4 shrink-0 accent-[rgb(var(--accent))]"
              />
              {kind === "find" && (
                <span class="w-5 shrink-0 text-right font-mono text-sm leading-6 text-muted">
                  {index + 1}
                </span>
              )}
              <InlineHtml html={text} class="min-w-0 flex-1 break-words" />
              {answer !== undefined && (isRight || shown === index) && <Mark isRight={isRight} />}
            </label>
          </li>
        ))}
      </ol>
      {onAnswer !== undefined && answer === undefined && (
        <Actions>
          <Button disabled={chosen === undefined}>Check</Button>
        </Actions>
      )}
      <Result answer={answer} reasons={[...reasons]} onAgain={again} />
    </form>
  );
}

function styleOf(state: { isAnswered: boolean; isShown: boolean; isRight: boolean }): string {
  const { isAnswered, isShown, isRight } = state;
  if (!isAnswered) {
    return isShown
      ? "cursor-pointer border-accent"
      : "cursor-pointer border-line hover:border-muted";
  }
  if (isRight) return "border-good";
  return isShown ? "border-bad" : "border-line text-muted";
}
