import type { Question } from "@/lib/section.ts";

/** What stands above a question: it says what to do. */
export const QUESTION_WORDS: Readonly<Record<Question["kind"], string>> = {
  choose: "Check yourself",
  order: "Put it in order",
  predict: "What happens next?",
  find: "Find the wrong event",
  open: "Think about it",
};

/** The answer in the order in which it is told: for a choice the right text, for an order all. */
export function answerOf({ kind, options, items }: Question): readonly string[] {
  if (kind === "order") {
    return items.toSorted((one, other) => one.place - other.place).map(({ text }) => text);
  }
  return options.filter(({ isRight }) => isRight).map(({ text }) => text);
}
