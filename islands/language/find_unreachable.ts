import type ts from "typescript";
import { describeUnknown, KNOWN_GLOBALS } from "@/sandbox/inner/known_globals.ts";
import type { TypeScript } from "./create_language.ts";
import type { Diagnosis } from "./protocol.ts";

/** Members of known globals that throw when they are called. */
const REFUSED_MEMBERS = new Set(["Math.random"]);

/** Whether a global of the language is there when the program runs. */
export function isReachable(name: string): boolean {
  return KNOWN_GLOBALS.has(name);
}

/**
 * Names that the language has and the compartment has not, such as `Date` or `Promise`: the types
 * know them, so TypeScript says nothing, and the program would find out when it runs.
 */
export function findUnreachable(
  typescript: TypeScript,
  program: ts.Program,
  path: string,
): readonly Diagnosis[] {
  const file = program.getSourceFile(path)!;
  const checker = program.getTypeChecker();
  const found: Diagnosis[] = [];
  const visit = (node: ts.Node): void => {
    // What is written in types alone is gone when the program runs.
    if (typescript.isTypeNode(node) || typescript.isImportDeclaration(node)) return;
    const name = unreachableName(typescript, checker, node);
    if (name !== undefined) {
      const message = describeUnknown(name);
      found.push({ from: node.getStart(file), to: node.end, severity: "error", message });
    } else node.forEachChild(visit);
  };
  visit(file);
  return found;
}

function unreachableName(
  typescript: TypeScript,
  checker: ts.TypeChecker,
  node: ts.Node,
): string | undefined {
  if (typescript.isPropertyAccessExpression(node)) {
    const name = `${node.expression.getText()}.${node.name.text}`;
    return REFUSED_MEMBERS.has(name) && isOfLibrary(checker, node.expression) ? name : undefined;
  }
  if (!typescript.isIdentifier(node) || isReachable(node.text)) return undefined;
  const { parent } = node;
  // The name of a member, a property or a declaration stands for no global.
  if ("name" in parent && parent.name === node) return undefined;
  return isOfLibrary(checker, node) ? node.text : undefined;
}

function isOfLibrary(checker: ts.TypeChecker, node: ts.Node): boolean {
  const declarations = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return declarations.length > 0 &&
    declarations.every((each) => /^\/(?:lib\.|globals)/.test(each.getSourceFile().fileName));
}
