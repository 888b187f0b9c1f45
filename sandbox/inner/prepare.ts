import { parse } from "acorn";
import MagicString from "magic-string";
import { GuestError } from "@/engine/guest.ts";
import { findRecursive } from "./find_recursive.ts";
import { isFunction, nameOf, type Syntax, walkSyntax } from "./syntax_tree.ts";
import { type Stripped, stripTypes } from "./strip_types.ts";

/** The name by which instrumented code reaches its meter. No program may use it. */
export const METER = "$meter$";

/** A program made ready to be evaluated. */
export interface Prepared {
  /** Statements, with fuel counted and exports taken off. Lines are the learner's. */
  readonly code: string;
  /** Exported name to the local name that holds it. */
  readonly exports: ReadonlyMap<string, string>;
  /**
   * False when the program keeps state where copying its nodes would miss it: private fields,
   * variables at the top of the file.
   */
  readonly isCopyable: boolean;
  /** True when no two evaluations could be told apart, so that one will do for all nodes. */
  readonly isStateless: boolean;
}

/**
 * Turns a learner's TypeScript file into code that counts its fuel.
 *
 * @throws GuestError, for the learner, with line and column.
 */
export function prepare(source: string): Prepared {
  const stripped = stripTypes(source);
  const program = parseProgram(stripped);
  refuse(program, stripped);
  const text = new MagicString(stripped.code);
  const exports = takeExports(program, text, stripped);
  instrument(program, text);
  return {
    code: text.toString(),
    exports,
    isCopyable: isCopyable(program),
    isStateless: isStateless(program),
  };
}

function parseProgram(stripped: Stripped): Syntax {
  try {
    return parse(stripped.code, {
      ecmaVersion: "latest",
      sourceType: "module",
      locations: true,
    }) as unknown as Syntax;
  } catch (error) {
    const { loc, message } = error as { loc?: { line: number; column: number }; message: string };
    if (loc === undefined) throw error;
    const what = message.replace(/ \(\d+:\d+\)$/, "");
    throw new GuestError(`${stripped.place(loc.line, loc.column)}: ${what}.`);
  }
}

// ---- What is refused --------------------------------------------------------------------------

function refuse(program: Syntax, stripped: Stripped): void {
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
    case "MetaProperty":
      return node.type === "MetaProperty" && nameOf(node.meta) === "new"
        ? undefined
        : "`import` as an expression is not available here.";
    case "ExportAllDeclaration":
      return "`export *` is not available here: write out what you export.";
    case "AwaitExpression":
      return "`await` is not available here: handlers run to their end at once.";
    case "ForOfStatement":
      return node.await === true ? "`for await` is not available here." : undefined;
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

// ---- Exports ----------------------------------------------------------------------------------

function takeExports(program: Syntax, text: MagicString, stripped: Stripped): Map<string, string> {
  const exports = new Map<string, string>();
  for (const node of program.body as Syntax[]) {
    if (node.type === "ExportDefaultDeclaration") takeDefault(node, text, exports);
    if (node.type !== "ExportNamedDeclaration") continue;
    if (node.source !== null && node.source !== undefined) {
      const { line, column } = (node.loc as { start: { line: number; column: number } }).start;
      throw new GuestError(`${stripped.place(line, column)}: Nothing can be imported here.`);
    }
    const declaration = node.declaration as Syntax | null;
    if (declaration === null) {
      for (const specifier of node.specifiers as Syntax[]) {
        exports.set(nameOf(specifier.exported)!, nameOf(specifier.local)!);
      }
      text.remove(node.start, node.end);
    } else {
      for (const name of declaredNames(declaration)) exports.set(name, name);
      text.remove(node.start, declaration.start);
    }
  }
  return exports;
}

function takeDefault(node: Syntax, text: MagicString, exports: Map<string, string>): void {
  const declaration = node.declaration as Syntax;
  const name = nameOf(declaration.id);
  if (name !== undefined) {
    text.remove(node.start, declaration.start);
    exports.set("default", name);
  } else {
    text.overwrite(node.start, declaration.start, "const $default$ = ");
    exports.set("default", "$default$");
  }
}

function declaredNames(declaration: Syntax): string[] {
  if (declaration.type !== "VariableDeclaration") {
    return [nameOf(declaration.id)].filter((name) => name !== undefined);
  }
  return (declaration.declarations as Syntax[]).flatMap((each) => boundNames(each.id as Syntax));
}

function boundNames(pattern: Syntax): string[] {
  if (pattern.type === "Identifier") return [pattern.name as string];
  const names: string[] = [];
  walkSyntax(pattern, (node, ancestors) => {
    const parent = ancestors.at(-1);
    const isKey = parent?.type === "Property" && parent.key === node && parent.value !== node;
    if (node.type === "Identifier" && !isKey) names.push(node.name as string);
  });
  return names;
}

// ---- Instrumentation --------------------------------------------------------------------------

const TAKE_FUEL = `if(--${METER}.fuel<0)${METER}.out();`;

/** Built-ins whose work grows with their receiver: charged where they are called. */
const CHARGED_BY_RECEIVER = new Set(
  ("at concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat " +
    "flatMap forEach includes indexOf join keys lastIndexOf map match matchAll normalize reduce " +
    "reduceRight replace replaceAll reverse search slice some sort splice split substring test " +
    "exec toReversed toSorted toSpliced toString trim unshift shift values with")
    .split(" "),
);
/** Built-ins whose work grows with their first argument. */
const CHARGED_BY_ARGUMENT = new Set(
  ("repeat padStart padEnd from parse stringify assign keys values entries fromEntries isFrozen " +
    "freeze isWellFormed groupBy fill Array concat BigInt asIntN asUintN toString").split(" "),
);

function instrument(program: Syntax, text: MagicString): void {
  const recursive = findRecursive(program);
  walkSyntax(program, (node) => {
    if (isFunction(node)) instrumentFunction(node, text, recursive.has(node));
    else if (isLoop(node)) instrumentLoop(node.body as Syntax, text);
    else if (node.type === "CatchClause") instrumentCatch(node, text);
    else if (node.type === "CallExpression") instrumentCall(node, text);
    else if (node.type === "NewExpression") chargeFirstArgument(node, text);
    else if (node.type === "BinaryExpression" || node.type === "AssignmentExpression") {
      instrumentPower(node, text);
    }
  });
}

function isLoop(node: Syntax): boolean {
  return node.type === "ForStatement" || node.type === "ForInStatement" ||
    node.type === "ForOfStatement" || node.type === "WhileStatement" ||
    node.type === "DoWhileStatement";
}

function instrumentFunction(node: Syntax, text: MagicString, isRecursive: boolean): void {
  const body = node.body as Syntax;
  if (body.type !== "BlockStatement") {
    const [before, after] = isRecursive
      ? [`${METER}.deep(()=>(`, `))`]
      : [`(--${METER}.fuel<0&&${METER}.out(),`, `)`];
    text.prependLeft(body.start, before);
    text.appendRight(body.end, after);
    return;
  }
  // A generator leaves its body at each yield, so it cannot count depth by entering and leaving.
  const countsDepth = isRecursive && node.generator !== true;
  text.appendRight(
    body.start + 1,
    countsDepth
      ? `${TAKE_FUEL}if(++${METER}.depth>${METER}.depthMax)${METER}.tooDeep();try{`
      : TAKE_FUEL,
  );
  if (countsDepth) text.prependLeft(body.end - 1, `}finally{${METER}.depth--}`);
}

function instrumentLoop(body: Syntax, text: MagicString): void {
  if (body.type === "BlockStatement") text.appendRight(body.start + 1, TAKE_FUEL);
  else {
    text.prependLeft(body.start, `{${TAKE_FUEL}`);
    text.appendRight(body.end, "}");
  }
}

/** A program must not swallow the news that it ran out. */
function instrumentCatch(node: Syntax, text: MagicString): void {
  const body = node.body as Syntax;
  const param = node.param as Syntax | null;
  if (param === null) {
    text.appendRight(body.start, `(${METER}_)`);
    text.appendRight(body.start + 1, `${METER}.caught(${METER}_);`);
  } else if (param.type === "Identifier") {
    text.appendRight(body.start + 1, `${METER}.caught(${param.name});`);
  } else {
    // A pattern would lose the error itself: take it whole, then apart.
    const pattern = text.original.slice(param.start, param.end);
    text.overwrite(param.start, param.end, `${METER}_`);
    text.appendRight(body.start + 1, `${METER}.caught(${METER}_);let ${pattern}=${METER}_;`);
  }
}

function instrumentCall(node: Syntax, text: MagicString): void {
  const callee = node.callee as Syntax;
  if (callee.type === "MemberExpression" && callee.computed !== true) {
    const name = nameOf(callee.property);
    const object = callee.object as Syntax;
    if (name !== undefined && CHARGED_BY_RECEIVER.has(name) && object.type !== "Super") {
      text.prependLeft(object.start, `${METER}.charge(`);
      text.appendRight(object.end, `)`);
    }
  }
  chargeFirstArgument(node, text);
}

function chargeFirstArgument(node: Syntax, text: MagicString): void {
  const callee = node.callee as Syntax;
  const name = callee.type === "MemberExpression" ? nameOf(callee.property) : nameOf(callee);
  const first = (node.arguments as Syntax[])[0];
  if (name === undefined || first === undefined || !CHARGED_BY_ARGUMENT.has(name)) return;
  if (first.type === "SpreadElement") return;
  text.prependLeft(first.start, `${METER}.charge(`);
  text.appendRight(first.end, `)`);
}

/** Powers and shifts of bigint grow without end in a single step. */
function instrumentPower(node: Syntax, text: MagicString): void {
  if (!["**", "<<", "**=", "<<="].includes(node.operator as string)) return;
  const right = node.right as Syntax;
  text.prependLeft(right.start, `${METER}.power(`);
  text.appendRight(right.end, `)`);
}

// ---- What the search may rely on --------------------------------------------------------------

function isCopyable(program: Syntax): boolean {
  let hasPrivateNames = false;
  walkSyntax(program, (node) => {
    if (node.type === "PrivateIdentifier") hasPrivateNames = true;
  });
  return !hasPrivateNames && isStateless(program);
}

/**
 * Proves, from the text alone, that the file keeps no state at its top: nothing but functions,
 * classes without static parts, and constants of primitive values; none of them ever used as a
 * value that could be changed. Everything else is taken to have state.
 */
function isStateless(program: Syntax): boolean {
  const names = new Set<string>();
  for (const statement of program.body as Syntax[]) {
    const declaration = (statement.declaration as Syntax | null | undefined) ?? statement;
    if (!isStatelessStatement(declaration, statement, names)) return false;
  }
  let isClean = true;
  walkSyntax(program, (node, ancestors) => {
    if (isSuspicious(node, ancestors, names)) isClean = false;
  });
  return isClean;
}

function isStatelessStatement(node: Syntax, statement: Syntax, names: Set<string>): boolean {
  if (node.type === "FunctionDeclaration" || node.type === "ClassDeclaration") {
    const name = nameOf(node.id);
    if (name !== undefined) names.add(name);
    return node.type === "FunctionDeclaration" || hasNoStatics(node);
  }
  if (node.type === "VariableDeclaration") {
    return node.kind === "const" &&
      (node.declarations as Syntax[]).every((each) => isStatelessConstant(each, names));
  }
  return statement.type === "ExportNamedDeclaration" && statement.declaration === null;
}

function isStatelessConstant(declarator: Syntax, names: Set<string>): boolean {
  const init = declarator.init as Syntax | null;
  if (init === null || !isFunction(init)) return isPrimitive(init);
  const name = nameOf(declarator.id);
  if (name !== undefined) names.add(name);
  return name !== undefined;
}

function hasNoStatics(node: Syntax): boolean {
  const members = (node.body as Syntax).body as Syntax[];
  return members.every((member) =>
    member.type !== "StaticBlock" &&
    !(member.static === true && member.type !== "MethodDefinition")
  );
}

function isPrimitive(init: Syntax | null): boolean {
  if (init === null) return false;
  if (init.type === "Literal") return init.regex === undefined;
  if (init.type === "UnaryExpression") return isPrimitive(init.argument as Syntax);
  if (init.type === "BinaryExpression") {
    return isPrimitive(init.left as Syntax) && isPrimitive(init.right as Syntax);
  }
  if (init.type === "TemplateLiteral") return (init.expressions as Syntax[]).every(isPrimitive);
  return init.type === "Identifier";
}

/** A use of a function or class of the file as anything but a function or class. */
function isSuspicious(
  node: Syntax,
  ancestors: readonly Syntax[],
  names: ReadonlySet<string>,
): boolean {
  const name = nameOf(node);
  const parent = ancestors.at(-1);
  if (name === undefined || parent === undefined) return false;
  if (name === "prototype" || name === "__proto__") return true;
  if (name === "constructor") return parent.type !== "MethodDefinition";
  if (node.type === "ThisExpression") return ancestors.every((each) => !isFunction(each));
  if (!names.has(name) || node.type !== "Identifier") return false;
  if (parent.type === "MemberExpression" && parent.object === node) {
    // Shape.of(...) calls a static method; Shape.count = 1 is state.
    const outer = ancestors.at(-2);
    return !(outer?.type === "CallExpression" && outer.callee === parent);
  }
  if (
    parent.type === "MemberExpression" || parent.type === "Property" ||
    parent.type === "PropertyDefinition" || parent.type === "MethodDefinition"
  ) {
    return parent.type === "Property" && parent.value === node;
  }
  if (parent.type === "CallExpression" || parent.type === "NewExpression") {
    return parent.callee !== node;
  }
  if (parent.type === "BinaryExpression") return parent.operator !== "instanceof";
  return !["FunctionDeclaration", "ClassDeclaration", "ExportSpecifier", "VariableDeclarator"]
    .includes(parent.type);
}
