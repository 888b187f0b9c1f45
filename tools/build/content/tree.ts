/** A node of a Markdown tree or of an HTML tree, as far as our plug-ins look at it. */
export interface Node {
  type: string;
  value?: string;
  /** Of an HTML element. */
  tagName?: string;
  properties?: Record<string, unknown>;
  /** Of a figure's or a question's tag. */
  name?: string | null;
  attributes?: { type: string; name?: string; value?: unknown }[];
  url?: string;
  /** Of a heading in Markdown. */
  depth?: number;
  children?: Node[];
  data?: Record<string, unknown>;
  position?: { start: { line: number } };
}

/** Calls a function for a node and all below it, from the top; below where it answers "stop". */
export function visit(node: Node, see: (node: Node) => unknown): void {
  if (see(node) === "stop") return;
  for (const child of node.children ?? []) visit(child, see);
}

export function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join("");
}

export function element(
  tagName: string,
  properties: Record<string, unknown>,
  children: Node[],
): Node {
  return { type: "element", tagName, properties, children };
}

export function text(value: string): Node {
  return { type: "text", value };
}
