import type { Question } from "@/lib/section.ts";
import { Html, InlineHtml } from "./Html.tsx";
import { QUESTION_WORDS } from "./question_words.ts";
import { QuestionAnswer } from "./QuestionAnswer.tsx";

/** A question on paper: what can be chosen, and the answer below it. */
export default function PrintedQuestion({ question }: { question: Question }) {
  const { kind, ask, options, items } = question;
  const choices = kind === "order" ? items : options;
  return (
    <section class="printed-box">
      <p class="font-sans text-sm font-semibold">{QUESTION_WORDS[kind]}</p>
      <Html html={ask} class="prose prose-small" />
      {choices.length > 0 && (
        <ul>
          {choices.map(({ text }) => (
            <li key={text}>
              <InlineHtml html={text} />
            </li>
          ))}
        </ul>
      )}
      <p class="mt-2 font-sans text-sm font-semibold">Answer</p>
      <QuestionAnswer question={question} />
    </section>
  );
}
