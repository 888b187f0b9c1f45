import type { Question } from "@/lib/section.ts";

interface Options {
  /** Names of the figures that there are. */
  readonly figures: readonly string[];
  readonly questions: readonly Question[];
  readonly isPrinted: boolean;
}

/**
 * What a section's module must begin with, so that its tags stand for something: a figure's for
 * the island of that name, `<Question id="..." />` for the question of its front matter.
 *
 * @throws Error for a tag that stands for nothing.
 */
export function importsOf(body: string, options: Options): string[] {
  const text = withoutCode(body);
  const tags = new Set([...text.matchAll(/<([A-Z]\w*)/g)].map(([, tag]) => tag));
  const isAsking = tags.delete("Question");
  for (const tag of tags) {
    if (!options.figures.includes(tag)) {
      throw new Error(`<${tag}> is no figure: add islands/figures/${tag}.tsx, or correct it`);
    }
  }
  return [
    ...isAsking ? importQuestions(placedQuestions(body), options) : [],
    ...options.isPrinted
      ? printFigures([...tags])
      : [...tags].map((tag) => `import ${tag} from "@/islands/figures/${tag}.tsx"`),
  ];
}

function importQuestions(ids: readonly string[], options: Options): string[] {
  const byId = Object.fromEntries(options.questions.map((each) => [each.key.split("/")[1], each]));
  const missing = ids.find((id) => byId[id] === undefined);
  if (missing !== undefined) {
    throw new Error(`<Question id="${missing}" /> is not among its front matter's questions`);
  }
  const file = options.isPrinted ? "components/PrintedQuestion.tsx" : "islands/Question.tsx";
  const all = JSON.stringify(byId);
  return [
    `import QuestionCard from "@/${file}"`,
    `export const Question = ({ id }) => <QuestionCard question={${all}[id]} />`,
  ];
}

function printFigures(tags: readonly string[]): string[] {
  if (tags.length === 0) return [];
  return [
    `import PrintedFigure from "@/components/PrintedFigure.tsx"`,
    ...tags.map((tag) => `import { about as about${tag} } from "@/islands/figures/${tag}.tsx"`),
    ...tags.map((tag) => `export const ${tag} = () => <PrintedFigure {...about${tag}} />`),
  ];
}

/** The ids of the questions that the text places, in their order. */
export function placedQuestions(body: string): string[] {
  return [...withoutCode(body).matchAll(/<Question\s+id="([^"]*)"/g)].map(([, id]) => id);
}

function withoutCode(body: string): string {
  return body.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
}
