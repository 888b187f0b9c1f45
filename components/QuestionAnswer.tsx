import type { Question } from "@/lib/section.ts";
import { Html, InlineHtml } from "./Html.tsx";
import { answerOf } from "./question_words.ts";

/** The right answer and the reason for it, for readers whom no script answers. */
export function QuestionAnswer({ question }: { question: Question }) {
  const { kind, because, model, options } = question;
  const answer = answerOf(question);
  const reasons = [options.find(({ isRight }) => isRight)?.because ?? "", because, model];
  return (
    <div class="space-y-2">
      {kind === "order" && (
        <ol class="list-inside list-decimal space-y-1">
          {answer.map((text) => (
            <li key={text}>
              <InlineHtml html={text} />
            </li>
          ))}
        </ol>
      )}
      {kind !== "order" && answer.map((text) => (
        <p key={text} class="font-medium">
          <InlineHtml html={text} />
        </p>
      ))}
      {reasons.filter((html) => html !== "").map((html) => (
        <Html key={html} html={html} class="prose prose-small" />
      ))}
    </div>
  );
}
