import { GuestError } from "@/engine/guest.ts";
import { METER } from "./meter.ts";
import type { Stripped } from "./strip_types.ts";
import { nameOf, type Syntax, walkSyntax } from "./syntax_tree.ts";

/**
 * Refuses what cannot be run here.
 *
 * @throws GuestError, for the learner, with line and column.
 */
export function refuse(program: Syntax, stripped: Stripped): void {
  walkSyntax(program, (node) => {
    const reason = reasonToRefuse(node);
    if (reason === undefined) return;
    const { line, column } = (node.loc as { start: { line: number; column: number } }).start;
    throw new GuestError(`${stripped.place(line, column)}: ${reason}`);
  });
}

function reasonToRefuse(node: Syntax): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return "Nothing can be imported here, except types with `import type`.";
    case "ImportExpression":
      return "`import` as an expression is not available here.";
    case "MetaProperty":
      return nameOf(node.meta) === "import" ? "`import.meta` is not available here." : undefined;
    case "ExportAllDeclaration":
      return "`export *` is not available here: write out what you export.";
    case "ExportNamedDeclaration":
      return node.source ? "Nothing can be imported here, except types." : undefined;
    case "AwaitExpression":
      return "`await` is not available here: handlers run to their end at once.";
    case "ForOfStatement":
      return node.await === true ? "`for await` is not available here." : undefined;
    case "VariableDeclaration":
      return /using/.test(node.kind as string)
        ? "`using` is not available here: use `try` and `finally`."
        : undefined;
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return node.async === true
        ? "`async` functions are not available here: handlers run to their end at once."
        : undefined;
    case "Identifier":
      return reasonToRefuseName(node.name as string);
    default:
      return undefined;
  }
}

function reasonToRefuseName(name: string): string | undefined {
  if (name === "eval") return "`eval` is not available here.";
  if (name.startsWith(METER)) return `Names with ${METER} are taken: choose another.`;
  return undefined;
}
