import { type DesignKey, DESIGNS, KEYS } from "./designs.ts";
import { type Answer, type Question, QUESTIONS } from "./questions.ts";

export interface Step {
  readonly question: Question;
  readonly answer: Answer;
  /** What was left before, and what the answer made fall. */
  readonly dropped: readonly DesignKey[];
}

export interface Path {
  readonly steps: readonly Step[];
  readonly left: readonly DesignKey[];
  /** The next question; undefined at the end. */
  readonly question: Question | undefined;
  /** Why each design fell that did. */
  readonly reasons: Readonly<Partial<Record<DesignKey, string>>>;
}

/** Where the answers lead; undefined where they answer something that was not asked. */
export function followPath(letters: string): Path | undefined {
  const steps: Step[] = [];
  const reasons: Partial<Record<DesignKey, string>> = {};
  let left: readonly DesignKey[] = KEYS;
  let rest = [...letters];
  for (const question of QUESTIONS) {
    if (!question.matters(left)) continue;
    const [letter, ...others] = rest;
    if (letter === undefined) return { steps, left, question, reasons };
    const answer = question.answers.find((each) => each.letter === letter);
    if (answer === undefined) return undefined;
    const dropped = left.filter((key) => answer.drops[key] !== undefined);
    for (const key of dropped) reasons[key] = answer.drops[key];
    steps.push({ question, answer, dropped });
    left = left.filter((key) => !dropped.includes(key));
    if (left.join() === "liars" && !steps.some((step) => step.answer.letter === LIARS)) {
      reasons.liars = "It makes one of the others safe, and none is left.";
      left = [];
    }
    rest = others;
  }
  return rest.length > 0 ? undefined : { steps, left, question: undefined, reasons };
}

/** The answer that there are liars. */
const LIARS = "l";

/** What is to be protected against liars, where there are any. */
export function baseOf({ steps }: Path): readonly DesignKey[] {
  return steps.find(({ answer }) => answer.letter === LIARS)?.dropped ?? [];
}

/** Every way to answer to the end. */
export function allPaths(letters = ""): { letters: string; path: Path }[] {
  const path = followPath(letters)!;
  if (path.question === undefined) return [{ letters, path }];
  return path.question.answers.flatMap(({ letter }) => allPaths(letters + letter));
}

/** What the last answer has done, and why; at the end, what came of all. */
export function tellPath(path: Path): string {
  const { steps, left, question } = path;
  if (steps.length === 0) {
    return "Think of one piece of data that you know, such as a seat, a comment or a balance. Then answer for it.";
  }
  const { answer, dropped } = steps.at(-1)!;
  const fell = dropped.length === 0
    ? "Nothing falls away by this."
    : `By “${answer.text}” ${dropped.length === 1 ? "falls" : "fall"}: ${
      dropped.map((key) => DESIGNS[key].name).join("; ")
    }.`;
  if (question !== undefined) return fell;
  if (left.length === 0) {
    return `${fell} No design is left: the answers contradict each other. Go back, and give one of them up.`;
  }
  return `${fell} What is left: ${left.map((key) => DESIGNS[key].name).join("; ")}.`;
}
