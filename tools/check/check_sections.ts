import { parse } from "yaml";

/** All that is amiss with the chapter's sections, as place and repair. The build finds the rest. */
export async function checkSections(slugs: readonly string[]): Promise<string[]> {
  const complaints: string[] = [];
  const orders = new Map<number, string>();
  for await (const { name, isFile } of Deno.readDir("content")) {
    const path = `content/${name}`;
    if (!isFile || !/^[a-z0-9_]+\.mdx$/.test(name)) {
      complaints.push(`${path}: only sections lie here, named like vector_clocks.mdx`);
      continue;
    }
    const front = readFrontMatter(await Deno.readTextFile(path));
    complaints.push(...checkFrontMatter(path, front));
    const { order } = front;
    if (typeof order === "number") {
      const other = orders.get(order);
      if (other !== undefined) complaints.push(`${path} has order ${order}, as has ${other}`);
      orders.set(order, path);
    }
    for (const link of linksToExercises(await Deno.readTextFile(path))) {
      if (!slugs.includes(link)) complaints.push(`${path} links to ${link}: no such exercise`);
    }
  }
  return complaints;
}

type FrontMatter = Readonly<Record<string, unknown>>;

export function readFrontMatter(text: string): FrontMatter {
  const [, yaml] = text.match(/^---\n([\s\S]*?)\n---\n/) ?? [];
  return yaml === undefined ? {} : parse(yaml) as FrontMatter ?? {};
}

export function checkFrontMatter(path: string, front: FrontMatter): string[] {
  const complaints: string[] = [];
  if (typeof front.title !== "string") complaints.push(`${path}: give it a title`);
  for (const field of ["order", "minutes"]) {
    const value = front[field];
    if (!Number.isInteger(value) || Number(value) < 1) {
      complaints.push(`${path}: give it ${field}: a whole number from 1`);
    }
  }
  return complaints;
}

function linksToExercises(text: string): string[] {
  return [...text.matchAll(/\]\(\/exercises\/([a-z0-9-]+)/g)].map(([, slug]) => slug);
}
