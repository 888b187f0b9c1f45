import { parse } from "yaml";
import type { Source, Term } from "@/lib/section.ts";
import { createMarkdown } from "./markdown.ts";

/** What all sections share: the sources by key, and the glossary. */
export interface SharedContent {
  readonly sources: ReadonlyMap<string, Source>;
  readonly glossary: readonly Term[];
}

export async function readShared(root: string): Promise<SharedContent> {
  const sources = await readYaml<Omit<Source, "key">>(`${root}/content/sources.yaml`);
  const glossary = await readYaml<TermSource>(`${root}/content/glossary.yaml`);
  const markdown = createMarkdown({ sources: [], prefix: "", plugins: [] });
  const terms = Object.entries(glossary).map(async ([term, { is, also = [], see }]) => ({
    id: idOf(term),
    term,
    is: await markdown.line(is),
    also,
    see,
  }));
  return {
    sources: new Map(Object.entries(sources).map(([key, source]) => [key, { key, ...source }])),
    glossary: await Promise.all(terms),
  };
}

interface TermSource {
  readonly is: string;
  readonly also?: readonly string[];
  readonly see: string;
}

async function readYaml<Value>(path: string): Promise<Record<string, Value>> {
  return parse(await Deno.readTextFile(path)) as Record<string, Value> | null ?? {};
}

function idOf(term: string): string {
  return (term.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join("-");
}
