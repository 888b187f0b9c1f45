import type { FigureAbout } from "@/lib/section.ts";
import { type DesignKey, DESIGNS, KEYS } from "./decision_wizard/designs.ts";
import type { Answer, Question } from "./decision_wizard/questions.ts";
import { baseOf, followPath, type Path, tellPath } from "./decision_wizard/wizard.ts";
import { CONTROL, Controls, SmallButton, Status } from "./kit/Controls.tsx";
import { FigureFrame } from "./kit/FigureFrame.tsx";
import { useLive } from "./kit/use_is_live.ts";
import { usePermalink } from "./kit/use_permalink.ts";

export const about: FigureAbout = {
  title: "From what must never happen to a design",
  inWords:
    "Five designs, and questions that make them fall, each with its reason: what must never happen; can each copy keep that alone; what should a copy do that is cut off; who may be wrong, and how; can the operation bear a round trip. What is left at the end is a guarantee, with what it is built with and what to test. Where somebody wants a decision from those who may not ask, nothing is left.",
};

const ID = "figure-decision-wizard";

/** Questions, and what is left of five designs. */
export default function DecisionWizard() {
  const [letters, change, href] = usePermalink<string>({
    id: ID,
    initial: "",
    write: (text) => text,
    read: (text) => followPath(text) === undefined ? undefined : text,
  });
  const path = followPath(letters)!;
  const back = (count: number) => change(letters.slice(0, count));
  return (
    <FigureFrame
      id={ID}
      about={about}
      href={href}
      now={<p>{path.question?.asks} {tellPath(path)}</p>}
      caption="A question that none of the designs left depends on is not asked. Choose an answer that you gave to go back to it."
    >
      <div class="grid border-b border-line md:grid-cols-2">
        <div class="min-w-0 px-4 py-4 sm:px-5">
          <Given path={path} onBack={back} />
          {path.question === undefined ? <Result path={path} /> : (
            <Asked
              question={path.question}
              onAnswer={({ letter }) => change(letters + letter)}
            />
          )}
        </div>
        <Designs path={path} />
      </div>
      <Status>{tellPath(path)}</Status>
      <Controls label="The answers">
        <SmallButton disabled={letters === ""} onClick={() => back(letters.length - 1)}>
          Back
        </SmallButton>
        <SmallButton disabled={letters === ""} onClick={() => back(0)}>Start again</SmallButton>
      </Controls>
    </FigureFrame>
  );
}

function Given({ path: { steps }, onBack }: { path: Path; onBack: (count: number) => void }) {
  const isLive = useLive();
  if (steps.length === 0) return null;
  return (
    <ol aria-label="Your answers" class="mb-4 space-y-1 text-sm leading-snug">
      {steps.map(({ question, answer }, index) => (
        <li key={question.asks}>
          <button
            type="button"
            disabled={!isLive}
            onClick={() => onBack(index)}
            class="w-full rounded px-1.5 py-1 text-left hover:bg-sunken"
          >
            <span class="text-muted">{question.about}:</span> {answer.text}
            <span class="sr-only">. Go back to this question</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Asked({ question, onAnswer }: {
  question: Question;
  onAnswer: (answer: Answer) => void;
}) {
  const isLive = useLive();
  return (
    <div role="group" aria-label={question.asks}>
      <p class="font-serif text-xl leading-snug">{question.asks}</p>
      <div class="mt-3 grid gap-2">
        {question.answers.map((answer) => (
          <button
            key={answer.letter}
            type="button"
            disabled={!isLive}
            onClick={() => onAnswer(answer)}
            class={`${CONTROL} justify-start py-1.5 text-left`}
          >
            {answer.text}
          </button>
        ))}
      </div>
    </div>
  );
}

function Designs({ path: { left, reasons } }: { path: Path }) {
  return (
    <ul
      aria-label="Designs"
      class="min-w-0 divide-y divide-line border-t border-line md:border-l md:border-t-0"
    >
      {KEYS.map((key) => {
        const isLeft = left.includes(key);
        return (
          <li
            key={key}
            class={`px-4 py-2.5 text-sm leading-snug sm:px-5 ${isLeft ? "" : "bg-sunken"}`}
          >
            <p>
              <span class={isLeft ? "text-good" : "text-bad"}>{isLeft ? "✓" : "✗"}</span>{" "}
              <span class={isLeft ? "font-semibold" : "text-muted line-through"}>
                {DESIGNS[key].name}
              </span>
              <span class="sr-only">{isLeft ? " is left" : " has fallen"}</span>
            </p>
            <p class="mt-0.5 pl-5 text-muted">
              {isLeft ? `Built with ${DESIGNS[key].built}.` : reasons[key]}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function Result({ path }: { path: Path }) {
  const [key] = path.left;
  if (key === undefined) {
    return (
      <div role="group" aria-label="Result" class="rounded-lg border-l-4 border-bad bg-sunken p-4">
        <p class="font-serif text-xl leading-snug">No design does all of this</p>
        <p class="mt-2 text-sm leading-snug">
          Where a decision is needed, somebody must ask and wait. Let the copies refuse while they
          are cut off, move them closer together, or let the invariant go and mend what breaks.
        </p>
      </div>
    );
  }
  return <Found design={key} base={baseOf(path)} />;
}

function Found({ design, base }: { design: DesignKey; base: readonly DesignKey[] }) {
  const { name, built, see, test } = DESIGNS[design];
  const row = "grid gap-x-3 sm:grid-cols-[6rem_1fr]";
  return (
    <div role="group" aria-label="Result" class="rounded-lg border-l-4 border-good bg-sunken p-4">
      <p class="font-serif text-xl leading-snug">{name}</p>
      <dl class="mt-2 space-y-1.5 text-sm leading-snug">
        {base.length > 0 && (
          <div class={row}>
            <dt class="text-muted">Protects</dt>
            <dd>{base.map((key) => DESIGNS[key].name).join(", ")}</dd>
          </div>
        )}
        <div class={row}>
          <dt class="text-muted">Built with</dt>
          <dd>
            <a href={`/chapter/${see}`} class="text-accent underline underline-offset-2">{built}</a>
          </dd>
        </div>
        <div class={row}>
          <dt class="text-muted">To test</dt>
          <dd>{test}</dd>
        </div>
      </dl>
    </div>
  );
}
