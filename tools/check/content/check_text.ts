import { CITATION, keysOf, RESERVED } from "@/tools/build/content/cite.ts";
import { placedQuestions } from "@/tools/build/content/imports_of.ts";
import { type Node, visit } from "@/tools/build/content/tree.ts";
import { findUncited, findUncitedQuestions } from "./find_uncited.ts";
import type { ParsedSection } from "./parse_section.ts";

/** What is amiss in a section's text: numbers without source, sources without use, code. */
export function checkText({ path, tree, front, body }: ParsedSection): string[] {
  const complaints = findUncited(tree).map(({ line, number }) =>
    `${path}:${line}: "${number}" has no source: add [@key], [@computed] or [@illustrative] to ` +
    "its paragraph, item or row"
  );
  complaints.push(
    ...findUncitedQuestions(front.questions ?? []).map(({ id, number }) =>
      `${path}: the question ${id}: "${number}" has no source: add one to any of its texts`
    ),
  );
  complaints.push(
    ...findCode(tree).map(({ line, what }) =>
      `${path}:${line}: ${what}: a section has text, figures and questions alone`
    ),
  );
  const asked = (front.questions ?? []).map((each) => JSON.stringify(each)).join();
  const cited = new Set([...(body + asked).matchAll(CITATION)].flatMap(([whole]) => keysOf(whole)));
  for (const key of front.sources ?? []) {
    if (!cited.has(key)) complaints.push(`${path}: nothing cites ${key}: cite it, or take it out`);
    if (RESERVED[key] !== undefined) complaints.push(`${path}: ${key} is no source: take it out`);
  }
  const placed = placedQuestions(body);
  for (const { id } of front.questions ?? []) {
    const times = placed.filter((each) => each === id).length;
    if (times !== 1) {
      complaints.push(`${path}: the question ${id} is placed ${times} times: once, please`);
    }
  }
  return complaints;
}

function findCode(tree: Node): { line: number; what: string }[] {
  const found: { line: number; what: string }[] = [];
  const add = ({ position }: Node, what: string) =>
    found.push({ line: position?.start.line ?? 0, what });
  visit(tree, (node) => {
    if (node.type === "mdxjsEsm") add(node, "an import or export");
    if (node.type === "heading" && node.depth === 1) add(node, "a second title");
    if (/^mdx\w+Expression$/.test(node.type) && !/^\/\*[\s\S]*\*\/$/.test(node.value!.trim())) {
      add(node, `{${node.value}}`);
    }
    if (/^mdxJsx\w+Element$/.test(node.type)) {
      if (!/^[A-Z]/.test(node.name ?? "")) add(node, `<${node.name ?? ""}>`);
      const isPlain = node.attributes?.every(({ type, value }) =>
        type === "mdxJsxAttribute" && typeof value === "string"
      );
      if (!isPlain) add(node, `<${node.name}> with more than plain strings`);
    }
  });
  return found;
}

/** Figures that the text announces and nobody has made yet, as `path: name`. */
export function findMissingFigures({ path, tree }: ParsedSection): string[] {
  const found: string[] = [];
  visit(tree, ({ type, value }) => {
    const [, name] = (/^mdx\w+Expression$/.test(type) ? value! : "").match(/figure:\s*(\w+)/) ?? [];
    if (name !== undefined) found.push(`${path}: the figure ${name} is still to be made`);
  });
  return found;
}
