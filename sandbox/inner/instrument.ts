import { allDeclaredNames } from "./bound_names.ts";
import type { Edits } from "./edits.ts";
import { findRecursive } from "./find_recursive.ts";
import { describeUnknown, KNOWN_GLOBALS } from "./known_globals.ts";
import { METER } from "./meter.ts";
import { childrenOf, isFunction, nameOf, type Syntax, walkSyntax } from "./syntax_tree.ts";

/** What is put in besides the meter. */
export interface InstrumentOptions {
  /** Have each statement tell the meter its line, to show which of them ran. */
  readonly tellsLines?: boolean;
}

const TAKE_FUEL = `if(--${METER}.fuel<0)${METER}.out();`;
const TAKE_DEPTH = `if(++${METER}.depth>${METER}.depthMax)${METER}.tooDeep();`;

/** Built-ins whose work grows with their receiver: charged where they are called. */
const CHARGED_BY_RECEIVER = new Set(
  ("concat copyWithin entries every fill filter find findIndex findLast findLastIndex flat " +
    "flatMap forEach includes indexOf join keys lastIndexOf localeCompare map match matchAll " +
    "normalize reduce reduceRight replace replaceAll reverse search slice some sort splice split " +
    "toLowerCase toReversed toSorted toSpliced toString toUpperCase trim unshift shift " +
    "values with union intersection difference symmetricDifference isSubsetOf isSupersetOf " +
    "isDisjointFrom").split(" "),
);
/** Built-ins whose work grows with the size of their first argument. */
const CHARGED_BY_ARGUMENT = new Set(
  ("parse stringify assign keys values entries fromEntries isFrozen freeze groupBy concat " +
    "test exec Map Set WeakMap WeakSet BigInt Number structuredClone").split(" "),
);
/** Built-ins whose work grows with the number that is their first argument. */
const CHARGED_BY_COUNT = new Set(
  ("repeat padStart padEnd Array ArrayBuffer BigInt64Array BigUint64Array Int8Array Int16Array " +
    "Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array asIntN asUintN").split(" "),
);

/**
 * Makes a program count its fuel at function entries, turns of loops and built-ins that work long,
 * and its depth where it may call itself; keeps it from swallowing the news that it ran out; and
 * has it say which name it does not know.
 */
export function instrument(
  program: Syntax,
  edits: Edits,
  { tellsLines = false }: InstrumentOptions = {},
): void {
  const recursive = findRecursive(program);
  const declared = allDeclaredNames(program);
  walkSyntax(program, (node, ancestors) => {
    if (tellsLines) tellLine(node, ancestors, edits);
    if (isFunction(node)) instrumentFunction(node, edits, recursive.has(node));
    else if (isLoop(node)) instrumentLoop(node.body as Syntax, edits);
    else if (node.type === "TryStatement") instrumentTry(node, edits);
    else if (node.type === "CallExpression") instrumentCall(node, edits);
    else if (node.type === "NewExpression") chargeFirstArgument(node, edits);
    else if (node.type === "SpreadElement") instrumentSpread(node, ancestors, edits);
    else if (node.type === "BinaryExpression" || node.type === "AssignmentExpression") {
      instrumentPower(node, edits);
    } else if (node.type === "Identifier") explainUnknown(node, ancestors, declared, edits);
    else if (isRandom(node, declared)) replaceUnknown(node, "Math.random", edits);
  });
}

function wrapInCall(node: Syntax, method: string, edits: Edits): void {
  edits.wrap(node.start, node.end, `${METER}.${method}(`, ")");
}

// ---- Fuel and depth ---------------------------------------------------------------------------

function isLoop(node: Syntax): boolean {
  return node.type === "ForStatement" || node.type === "ForInStatement" ||
    node.type === "ForOfStatement" || node.type === "WhileStatement" ||
    node.type === "DoWhileStatement";
}

function instrumentFunction(node: Syntax, edits: Edits, isRecursive: boolean): void {
  const body = node.body as Syntax;
  if (body.type !== "BlockStatement") {
    if (isRecursive) edits.wrap(body.start, body.end, `${METER}.deep(()=>(`, "))");
    else edits.wrap(body.start, body.end, `(--${METER}.fuel<0&&${METER}.out(),`, ")");
    return;
  }
  // A generator leaves its body at each yield, so it cannot count depth by entering and leaving.
  const countsDepth = isRecursive && node.generator !== true;
  const [before, after] = countsDepth
    ? [`${TAKE_FUEL}${TAKE_DEPTH}try{`, `}finally{${METER}.depth--}`]
    : [TAKE_FUEL, ""];
  edits.wrap(body.start + 1, body.end - 1, before, after);
}

function instrumentLoop(body: Syntax, edits: Edits): void {
  if (body.type === "BlockStatement") edits.wrap(body.start + 1, body.end - 1, TAKE_FUEL, "");
  else edits.wrap(body.start, body.end, `{${TAKE_FUEL}`, "}");
}

// ---- Lines ------------------------------------------------------------------------------------

/** Only inside of functions: what runs while the file loads belongs to no step. */
function tellLine(node: Syntax, ancestors: readonly Syntax[], edits: Edits): void {
  const parent = ancestors.at(-1);
  if (parent === undefined || !ancestors.some(isFunction)) return;
  const { line } = (node as unknown as { loc: { start: { line: number } } }).loc.start;
  const tell = `${METER}.at(${line})`;
  if (parent.type === "ArrowFunctionExpression" && parent.body === node) {
    if (node.type !== "BlockStatement") edits.wrap(node.start, node.end, `(${tell},`, ")");
  } else if (isOneOf(parent.body, node) || isOneOf(parent.consequent, node)) {
    // In a block, a case, or a static block: one of many.
    edits.wrap(node.start, node.start, `${tell};`, "");
  } else if (isLone(node, parent)) edits.wrap(node.start, node.end, `{${tell};`, "}");
}

function isOneOf(list: unknown, node: Syntax): boolean {
  return Array.isArray(list) && list.includes(node) && /Statement$|Declaration$/.test(node.type);
}

/** The body of an `if` or a loop without braces. */
function isLone(node: Syntax, parent: Syntax): boolean {
  if (!/Statement$/.test(node.type) || node.type === "BlockStatement") return false;
  return parent.type === "IfStatement" || isLoop(parent);
}

// ---- Exceptions -------------------------------------------------------------------------------

/** Shows every exception to the meter before any code of the program's can make it vanish. */
function instrumentTry(node: Syntax, edits: Edits): void {
  const handler = node.handler as Syntax | null;
  const finalizer = node.finalizer as Syntax | null;
  if (handler !== null) instrumentCatch(handler, edits);
  if (finalizer === null) return;
  // `finally { return }` swallows an exception without ever seeing it.
  const seen = `catch(${METER}_){${METER}.caught(${METER}_);throw ${METER}_}`;
  const end = (handler ?? node.block as Syntax).end;
  if (handler === null) edits.wrap(node.start, end, "", seen);
  else edits.wrap((node.block as Syntax).start, end, "{try", `}${seen}`);
}

function instrumentCatch(handler: Syntax, edits: Edits): void {
  const body = handler.body as Syntax;
  const param = handler.param as Syntax | null;
  if (param === null) edits.wrap(body.start, body.start, `(${METER}_)`, "");
  if (param === null || param.type === "Identifier") {
    const name = param === null ? `${METER}_` : param.name as string;
    edits.wrap(body.start + 1, body.end - 1, `${METER}.caught(${name});`, "");
    return;
  }
  // A pattern would lose the error itself: take it whole, then apart.
  const caught = `${METER}_){${METER}.caught(${METER}_);let `;
  edits.wrap(param.start, param.end, caught, `=${METER}_;`);
  edits.replace(param.end, body.start, "");
  edits.wrap(body.start, body.end, "", "}");
}

// ---- Built-ins --------------------------------------------------------------------------------

function instrumentCall(node: Syntax, edits: Edits): void {
  const callee = node.callee as Syntax;
  if (callee.type === "MemberExpression" && callee.computed !== true) {
    const name = nameOf(callee.property);
    const object = callee.object as Syntax;
    const isChargeable = object.type !== "Super" && !isCutShort(object);
    if (name !== undefined && CHARGED_BY_RECEIVER.has(name) && isChargeable) {
      wrapInCall(object, "charge", edits);
    }
  }
  chargeFirstArgument(node, edits);
}

/** In `a?.b.map(f)` nothing after the question mark happens without a, so `a?.b` stays bare. */
function isCutShort(node: Syntax): boolean {
  if (node.optional === true) return true;
  if (node.type === "MemberExpression") return isCutShort(node.object as Syntax);
  return node.type === "CallExpression" && isCutShort(node.callee as Syntax);
}

function chargeFirstArgument(node: Syntax, edits: Edits): void {
  const callee = node.callee as Syntax;
  const name = callee.type === "MemberExpression" ? nameOf(callee.property) : nameOf(callee);
  const first = (node.arguments as Syntax[])[0];
  if (name === undefined || first === undefined || first.type === "SpreadElement") return;
  if (name === "from") wrapInCall(first, "chargeCopy", edits);
  else if (CHARGED_BY_COUNT.has(name)) wrapInCall(first, "chargeCount", edits);
  else if (CHARGED_BY_ARGUMENT.has(name)) wrapInCall(first, "charge", edits);
}

function instrumentSpread(node: Syntax, ancestors: readonly Syntax[], edits: Edits): void {
  // An object's own fields cannot be counted without walking through them.
  if (ancestors.at(-1)?.type === "ObjectExpression") return;
  wrapInCall(node.argument as Syntax, "charge", edits);
}

/** Powers and shifts of bigint grow without end in a single step. */
function instrumentPower(node: Syntax, edits: Edits): void {
  if (!["**", "<<", "**=", "<<="].includes(node.operator as string)) return;
  const right = node.right as Syntax;
  // A literal number is no bigint.
  if (right.type === "Literal" && typeof right.value === "number") return;
  wrapInCall(right, "power", edits);
}

// ---- Names ------------------------------------------------------------------------------------

/** SES gives a name that it does not know the value undefined: say that it is not known. */
function explainUnknown(
  node: Syntax,
  ancestors: readonly Syntax[],
  declared: ReadonlySet<string>,
  edits: Edits,
): void {
  const name = node.name as string;
  if (declared.has(name) || KNOWN_GLOBALS.has(name) || name === "arguments") return;
  if (!isRead(node, ancestors)) return;
  replaceUnknown(node, name, edits);
  // `new unknown(...)` would construct the meter's method instead of calling it.
  const parent = ancestors.at(-1);
  if (parent?.type === "NewExpression" && parent.callee === node) {
    edits.wrap(node.start, node.end, "(", ")");
  }
}

/** Whether an identifier reads a variable, rather than naming a field, a label or a target. */
function isRead(node: Syntax, ancestors: readonly Syntax[]): boolean {
  const parent = ancestors.at(-1);
  switch (parent?.type) {
    case "MemberExpression":
      return parent.object === node || parent.computed === true;
    case "MethodDefinition":
    case "PropertyDefinition":
      return parent.value === node || parent.computed === true;
    case "Property":
      // In `{ name }` key and value are one: nothing can be put in its place.
      return parent.shorthand !== true && (parent.value === node || parent.computed === true) &&
        ancestors.at(-2)?.type === "ObjectExpression";
    case "AssignmentExpression":
    case "AssignmentPattern":
      return parent.right === node;
    case "ForInStatement":
    case "ForOfStatement":
      return parent.right === node;
    case "UnaryExpression":
      return parent.operator !== "typeof";
    case "UpdateExpression":
    case "LabeledStatement":
    case "BreakStatement":
    case "ContinueStatement":
    case "ArrayPattern":
    case "RestElement":
    case "ExportSpecifier":
    case "MetaProperty":
      return false;
    default:
      return true;
  }
}

function isRandom(node: Syntax, declared: ReadonlySet<string>): boolean {
  return node.type === "MemberExpression" && nameOf(node.object) === "Math" &&
    !declared.has("Math") && nameOf(node.property) === "random" &&
    childrenOf(node).length === 2;
}

function replaceUnknown(node: Syntax, name: string, edits: Edits): void {
  edits.replace(node.start, node.end, `${METER}.unknown(${JSON.stringify(describeUnknown(name))})`);
}
