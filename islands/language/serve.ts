import { createLanguage, type Language, type Texts, type TypeScript } from "./create_language.ts";
import { GLOBALS } from "./globals.ts";
import type { Answered, Asked } from "./protocol.ts";

/** What the worker's script brings along, each loaded at the first question. */
export interface Parts {
  readonly typescript: () => Promise<TypeScript>;
  /** The declarations of the language's own library, by path. */
  readonly library: () => Promise<Texts>;
  /** For each exercise the texts of its types, by path. */
  readonly types: Readonly<Record<string, Texts>>;
}

/** What a worker has of its global scope; tests hand in another. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<Asked>) => void) | null;
  postMessage(answer: Answered): void;
}

/** The worker's side: answers the page's questions, in order. */
export function serve(parts: Parts, scope = globalThis as unknown as WorkerScope): void {
  const languages = new Map<string, Promise<Language>>();
  const languageOf = (slug: string) => {
    const known = languages.get(slug) ?? load(parts, slug);
    languages.set(slug, known);
    return known;
  };
  scope.onmessage = async ({ data: { id, slug, question } }) => {
    try {
      const language = await languageOf(slug);
      scope.postMessage({ id, answer: language.answer(question) });
    } catch (error) {
      scope.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
    }
  };
}

async function load({ typescript, library, types }: Parts, slug: string): Promise<Language> {
  const [loaded, texts] = await Promise.all([typescript(), library()]);
  return createLanguage(loaded, { ...texts, ...types[slug], "/globals.d.ts": GLOBALS });
}
