import type { Question, QuestionSource } from "@/lib/section.ts";
import type { Markdown } from "./markdown.ts";

/** A question with its texts as HTML, and with what is to be ordered or chosen in another order. */
export async function makeQuestion(
  source: QuestionSource,
  options: { section: string; markdown: Markdown },
): Promise<Question> {
  const { section, markdown: { block, line } } = options;
  const key = `${section}/${source.id}`;
  const shown = (source.options ?? []).map(async ({ text, right, because }) => ({
    text: await line(text),
    isRight: right === true,
    because: await block(because ?? ""),
  }));
  const items = (source.items ?? []).map(async (text, place) => ({
    text: await line(text),
    place,
  }));
  return {
    key,
    kind: source.kind,
    ask: await block(source.ask),
    // A list of events is in the order in which they happened.
    options: source.kind === "find"
      ? await Promise.all(shown)
      : shuffle(await Promise.all(shown), key),
    items: shuffle(await Promise.all(items), key),
    because: await block(source.because ?? ""),
    model: await block(source.model ?? ""),
  };
}

/** The same order for the same key, and never the given one where there are two or more. */
export function shuffle<Item>(items: readonly Item[], key: string): Item[] {
  const left = [...items];
  const shuffled: Item[] = [];
  let hash = 2166136261;
  for (const letter of key) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0;
  while (left.length > 0) {
    shuffled.push(...left.splice(hash % left.length, 1));
    hash = Math.imul(hash ^ (hash >>> 13), 1540483477) >>> 0;
  }
  const isSame = shuffled.every((item, index) => item === items[index]);
  return isSame ? [...shuffled.slice(1), ...shuffled.slice(0, 1)] : shuffled;
}
