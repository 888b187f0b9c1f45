import type { FrontMatter, QuestionSource } from "@/lib/section.ts";

type Unchecked<Shape> = Readonly<Partial<Record<keyof Shape, unknown>>>;

/** What is missing or of the wrong shape in a section's front matter, as place and repair. */
export function checkFrontMatter(path: string, front: Unchecked<FrontMatter>): string[] {
  const complaints: string[] = [];
  for (const field of ["title", "summary", "part"] as const) {
    if (!isText(front[field])) complaints.push(`${path}: give it a ${field}`);
  }
  for (const field of ["order", "minutes"] as const) {
    const value = front[field];
    if (!Number.isInteger(value) || Number(value) < 1) {
      complaints.push(`${path}: give it ${field}: a whole number from 1`);
    }
  }
  for (const field of ["objectives", "needs", "sources", "exercises"] as const) {
    const isMissing = field === "exercises" && front[field] === undefined;
    if (!isMissing && !isTexts(front[field])) {
      complaints.push(`${path}: give it ${field}: a list, which may be empty`);
    }
  }
  const questions = front.questions ?? [];
  if (!Array.isArray(questions)) return [...complaints, `${path}: questions must be a list`];
  const ids = questions.map(({ id }) => id);
  for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index))) {
    complaints.push(`${path}: two questions are called ${id}: rename one`);
  }
  return [...complaints, ...questions.flatMap((each) => checkQuestion(path, each))];
}

const KINDS = ["choose", "order", "predict", "find", "open"];

/** Each kind has what it needs, and each answer its reason. */
export function checkQuestion(path: string, question: Unchecked<QuestionSource>): string[] {
  const { id, kind, ask, options, items, because, model } = question;
  const place = `${path}: the question ${isText(id) ? id : JSON.stringify(id)}`;
  if (!isText(id) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) {
    return [`${place}: give it an id like how-many-votes`];
  }
  if (!KINDS.includes(String(kind))) {
    return [`${place}: its kind must be one of ${KINDS.join(", ")}`];
  }
  const complaints: string[] = [];
  if (!isText(ask)) complaints.push(`${place} asks nothing: write ask`);
  if (kind === "open") {
    if (!isText(model)) complaints.push(`${place} has no model answer: write model`);
  } else if (kind === "order") {
    if (!isTexts(items) || items.length < 3) complaints.push(`${place} needs 3 items or more`);
    if (!isText(because)) complaints.push(`${place} gives no reason: write because`);
  } else {
    complaints.push(...checkOptions(place, options, isText(because)));
  }
  return complaints;
}

function checkOptions(place: string, options: unknown, hasReason: boolean): string[] {
  if (!Array.isArray(options) || options.length < 2) return [`${place} needs 2 options or more`];
  const complaints: string[] = [];
  const rights = options.filter(({ right }) => right === true).length;
  if (rights !== 1) complaints.push(`${place} has ${rights} right options: expected 1`);
  if (!options.every(({ text }) => isText(text))) {
    complaints.push(`${place} has an option without text`);
  }
  if (!hasReason && !options.every(({ because }) => isText(because))) {
    complaints.push(`${place} gives no reason: write because, for it or for each option`);
  }
  return complaints;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}
