import { parse } from "yaml";
import type { FrontMatter } from "@/lib/section.ts";

/** A section's file in its two parts. Nothing is known yet of what the front matter holds. */
export interface SplitSection {
  readonly front: Partial<FrontMatter>;
  readonly body: string;
  /** How many lines come before the body. */
  readonly lines: number;
}

/** @throws Error where the file does not begin with front matter. */
export function splitSection(path: string, text: string): SplitSection {
  const [whole, yaml] = text.match(/^---\n([\s\S]*?)\n---\n/) ?? [];
  if (whole === undefined) {
    throw new Error(`${path}: begin with front matter between two lines ---`);
  }
  return {
    front: parse(yaml) as Partial<FrontMatter> | null ?? {},
    body: text.slice(whole.length),
    lines: whole.split("\n").length - 1,
  };
}

/** `content/vector_clocks.mdx` gives `vector-clocks`. */
export function slugOf(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.mdx$/, "").replaceAll("_", "-");
}
