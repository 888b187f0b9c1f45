import type { Node as AcornNode } from "acorn";

/** A node of the syntax tree, loosely: ESTree with positions. */
export type Syntax = AcornNode & { [field: string]: unknown };

/** Calls `visit` for a node and all below it, parents first, with the list of its ancestors. */
export function walkSyntax(
  node: Syntax,
  visit: (node: Syntax, ancestors: readonly Syntax[]) => void,
): void {
  const ancestors: Syntax[] = [];
  const enter = (current: Syntax): void => {
    visit(current, ancestors);
    ancestors.push(current);
    for (const child of childrenOf(current)) enter(child);
    ancestors.pop();
  };
  enter(node);
}

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: Syntax): Syntax[] {
  const children: Syntax[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) children.push(...value.filter(isSyntax));
    else if (isSyntax(value)) children.push(value);
  }
  return children;
}

export function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null &&
    typeof (value as { type?: unknown }).type === "string";
}

export function isFunction(node: Syntax): boolean {
  return node.type === "FunctionDeclaration" || node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression";
}

/** The name of an identifier, a private name or a string used as a key; undefined otherwise. */
export function nameOf(node: unknown): string | undefined {
  if (!isSyntax(node)) return undefined;
  if (node.type === "Identifier" || node.type === "PrivateIdentifier") return node.name as string;
  return node.type === "Literal" && typeof node.value === "string" ? node.value : undefined;
}
