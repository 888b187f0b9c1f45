import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { FigureAbout } from "@/lib/section.ts";
import { listFiles } from "@/lib/hash_files.ts";

/** What is amiss with the figures' files: see `docs/figures.md`. */
export async function checkFigures(): Promise<string[]> {
  const complaints: string[] = [];
  for (const path of await listFiles(".", ["islands/figures"])) {
    if (!/^islands\/figures\/[A-Z]\w*\.tsx$/.test(path)) continue;
    const module = await import(`@/${path}`) as FigureModule;
    complaints.push(...checkFigure(module).map((fault) => `${path}: ${fault}`));
  }
  return complaints;
}

export interface FigureModule {
  readonly about?: Partial<FigureAbout>;
  readonly default?: (props: Record<string, never>) => unknown;
}

export function checkFigure({ about, default: Figure }: FigureModule): string[] {
  if (Figure === undefined) return ["its default export must be the component"];
  const complaints: string[] = [];
  if (!about?.title || !about.inWords) complaints.push("export about, with a title and inWords");
  const [, id] = renderToString(h(Figure as never, null)).match(/^<figure id="([^"]*)"/) ?? [];
  if (!id?.startsWith("figure-")) {
    complaints.push(`stand in a FigureFrame whose id begins with figure-, not ${id ?? "without"}`);
  }
  return complaints;
}
