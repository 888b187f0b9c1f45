import { useEffect, useRef, useState } from "preact/hooks";
import { Html } from "@/components/Html.tsx";
import { QUESTION_WORDS } from "@/components/question_words.ts";
import { QuestionAnswer } from "@/components/QuestionAnswer.tsx";
import type { Question } from "@/lib/section.ts";
import { type Answer, keepAnswer, loadProgress } from "./chapter/progress.ts";
import { idOf } from "./chapter/QuestionParts.tsx";
import { Choice } from "./chapter/Choice.tsx";
import { OpenAnswer } from "./chapter/OpenAnswer.tsx";
import { Ordering } from "./chapter/Ordering.tsx";

/** A question of the chapter: answered in place, with the reason. The answer is kept. */
export default function QuestionCard({ question }: { question: Question }) {
  const { key, kind, ask } = question;
  const id = idOf(question);
  const [isLive, setIsLive] = useState(false);
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    setAnswer(loadProgress().answers[key]);
    setIsLive(true);
  }, []);
  const card = useRef<HTMLElement>(null);
  const hadFocus = useRef(false);
  const give = (next: Answer | undefined) => {
    hadFocus.current = card.current!.contains(document.activeElement);
    keepAnswer(key, next);
    setAnswer(next);
  };
  useEffect(() => {
    // What was pressed is gone or disabled, and the focus with it, at once or a little later.
    if (!hadFocus.current || card.current!.querySelector(":focus:enabled")) return;
    card.current!.querySelector<HTMLElement>(":is(button, input):enabled")?.focus();
  }, [answer]);
  const Kind = kind === "open" ? OpenAnswer : kind === "order" ? Ordering : Choice;
  return (
    <section
      ref={card}
      id={id}
      aria-labelledby={`${id}-kind ${id}-ask`}
      class="scroll-mt-20 rounded-xl border border-line bg-panel px-5 py-5 font-sans text-base leading-normal sm:px-6"
    >
      <h3 id={`${id}-kind`} class="text-sm font-semibold text-accent">{QUESTION_WORDS[kind]}</h3>
      <div id={`${id}-ask`}>
        <Html html={ask} class="prose prose-small mt-2" />
      </div>
      <Kind question={question} answer={answer} onAnswer={isLive ? give : undefined} />
      {!isLive && <WithoutScript question={question} />}
    </section>
  );
}

/** Shown until the script is there: where it never comes, this is how one sees the answer. */
function WithoutScript({ question }: { question: Question }) {
  return (
    <details class="mt-4">
      <summary class="inline-flex min-h-[2.5rem] items-center rounded-md border border-line px-4 text-[0.9375rem] font-semibold hover:border-muted">
        Show the answer
      </summary>
      <div class="mt-3">
        <QuestionAnswer question={question} />
      </div>
    </details>
  );
}
