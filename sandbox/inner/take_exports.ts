import { declaredNames } from "./bound_names.ts";
import type { Edits } from "./edits.ts";
import { nameOf, type Syntax } from "./syntax_tree.ts";

const DEFAULT = "$default$";

/**
 * Takes the word `export` out of a program.
 *
 * @returns for each exported name the local name that holds it.
 */
export function takeExports(program: Syntax, edits: Edits): Map<string, string> {
  const exports = new Map<string, string>();
  for (const node of program.body as Syntax[]) {
    if (node.type === "ExportDefaultDeclaration") takeDefault(node, edits, exports);
    if (node.type !== "ExportNamedDeclaration") continue;
    const declaration = node.declaration as Syntax | null;
    if (declaration === null) {
      for (const specifier of node.specifiers as Syntax[]) {
        exports.set(nameOf(specifier.exported)!, nameOf(specifier.local)!);
      }
      edits.replace(node.start, node.end, ";");
    } else {
      for (const name of declaredNames(declaration)) exports.set(name, name);
      edits.replace(node.start, declaration.start, "");
    }
  }
  return exports;
}

function takeDefault(node: Syntax, edits: Edits, exports: Map<string, string>): void {
  const declaration = node.declaration as Syntax;
  const isDeclaration = /Declaration$/.test(declaration.type);
  const name = isDeclaration ? nameOf(declaration.id) : undefined;
  exports.set("default", name ?? DEFAULT);
  edits.replace(node.start, declaration.start, name === undefined ? `const ${DEFAULT} = ` : "");
  // A declaration ends by itself, and an expression in its place does not.
  if (isDeclaration && name === undefined) edits.wrap(node.start, node.end, "", ";");
}
