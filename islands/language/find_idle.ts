import type ts from "typescript";
import type { TypeScript } from "./create_language.ts";
import type { Diagnosis } from "./protocol.ts";

/** What the engine calls on a node. */
const HANDLERS = ["onStart", "onMessage", "onTimer", "onCommand"];

/**
 * What is right in its types and moves nothing, in a program that writes nodes: a value that a
 * handler returns, which nobody reads, and a method that is almost called like a handler.
 */
export function findIdle(
  typescript: TypeScript,
  program: ts.Program,
  path: string,
): readonly Diagnosis[] {
  const file = program.getSourceFile(path)!;
  const found: Diagnosis[] = [];
  const warn = (node: ts.Node, message: string) =>
    found.push({ from: node.getStart(file), to: node.end, severity: "warning", message });
  for (const method of listMethods(typescript, file)) {
    const name = method.name.getText(file);
    if (HANDLERS.includes(name)) {
      for (const node of listReturned(typescript, method.body)) {
        if (isValue(typescript, program.getTypeChecker(), node)) warn(node, tellReturned(name));
      }
    } else {
      const meant = HANDLERS.find((handler) => plain(handler) === plain(name));
      if (meant !== undefined) {
        warn(method.name, `Nobody calls ${name}: the handler is called ${meant}.`);
      }
    }
  }
  return found;
}

function listMethods(typescript: TypeScript, file: ts.SourceFile): ts.MethodDeclaration[] {
  return file.statements
    .filter((statement) => typescript.isClassDeclaration(statement))
    .flatMap(({ members }) => members.filter((member) => typescript.isMethodDeclaration(member)));
}

/** What a function's own `return` statements give, not those of functions inside. */
function listReturned(typescript: TypeScript, body: ts.Node | undefined): ts.Expression[] {
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isFunctionLike(node) || typescript.isClassLike(node)) return;
    if (typescript.isReturnStatement(node) && node.expression) found.push(node.expression);
    node.forEachChild(visit);
  };
  body?.forEachChild(visit);
  return found;
}

/** Leaving early with a call, `return this.stepDown()`, is a habit and no slip, whatever it gives. */
function isValue(typescript: TypeScript, checker: ts.TypeChecker, node: ts.Expression): boolean {
  if (typescript.isCallExpression(node)) return false;
  return (checker.getTypeAtLocation(node).flags & typescript.TypeFlags.Object) !== 0;
}

function tellReturned(handler: string): string {
  return `What ${handler} returns goes nowhere: to answer somebody, call the context's send().`;
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}
