import { type AnyNode, parse } from "acorn";
import { transform } from "sucrase";

/** A function of a file, with its length from its first line to its last. */
export interface MeasuredFunction {
  readonly name: string;
  /** Counts from 1. */
  readonly line: number;
  readonly lines: number;
}

/** Measures every function of a TypeScript file, the ones inside others too. */
export function measureFunctions(source: string): MeasuredFunction[] {
  // Sucrase keeps every line where it was.
  const { code } = transform(source, {
    transforms: ["typescript", "jsx"],
    jsxRuntime: "automatic",
    production: true,
    disableESTransforms: true,
  });
  const found: MeasuredFunction[] = [];
  const tree = parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true });
  visit(tree, "", found);
  return found;
}

const FUNCTIONS = ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"];

function visit(node: AnyNode, named: string, found: MeasuredFunction[]): void {
  const name = nameOf(node) ?? named;
  if (FUNCTIONS.includes(node.type)) {
    const { start, end } = node.loc!;
    found.push({
      name: name || "(nameless)",
      line: start.line,
      lines: end.line - start.line + 1,
    });
  }
  for (const value of Object.values(node) as unknown[]) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (isNode(part)) visit(part, FUNCTIONS.includes(node.type) ? "" : name, found);
    }
  }
}

/** The name that a node gives to a function in it: its own, a variable's, a field's. */
function nameOf(node: AnyNode): string | undefined {
  const { id, key } = node as { id?: { name?: string }; key?: { name?: string } };
  return id?.name ?? key?.name;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && typeof (value as AnyNode).type === "string";
}
