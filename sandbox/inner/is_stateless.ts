import { KNOWN_GLOBALS } from "./known_globals.ts";
import { allDeclaredNames } from "./bound_names.ts";
import { isFunction, nameOf, type Syntax, walkSyntax } from "./syntax_tree.ts";

/**
 * Proves, from the text alone, that all evaluations of a file behave alike for ever, so that one
 * can serve all nodes. Its top level then holds nothing but functions, classes without static
 * state, and constants of primitive values; nothing there is called, so no closure hides a
 * variable. The functions and classes are frozen besides: what the proof overlooks throws, and is
 * not shared. Everything else is taken to have state.
 *
 * @returns the names of those functions and classes; undefined where there is no proof.
 */
export function findStateless(program: Syntax): Set<string> | undefined {
  const file: File = {
    frozen: new Set(),
    primitives: new Set(["undefined", "NaN", "Infinity"]),
    declared: allDeclaredNames(program),
    methods: methodNames(program),
  };
  for (const statement of program.body as Syntax[]) {
    const declaration = (statement.declaration as Syntax | null | undefined) ?? statement;
    if (!isStatelessStatement(declaration, file)) return undefined;
  }
  let isClean = true;
  walkSyntax(program, (node, ancestors) => {
    if (isClean && isSuspicious(node, ancestors, file)) isClean = false;
  });
  return isClean ? file.frozen : undefined;
}

interface File {
  /** Functions and classes at the top. */
  readonly frozen: Set<string>;
  /** Constants at the top. */
  readonly primitives: Set<string>;
  readonly declared: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
}

function methodNames(program: Syntax): Set<string> {
  const names = new Set<string>();
  walkSyntax(program, (node) => {
    const name = node.type === "MethodDefinition" ? nameOf(node.key) : undefined;
    if (name !== undefined) names.add(name);
  });
  return names;
}

// ---- The top level ----------------------------------------------------------------------------

function isStatelessStatement(node: Syntax, file: File): boolean {
  switch (node.type) {
    case "EmptyStatement":
    case "ExportNamedDeclaration":
      return true;
    case "FunctionDeclaration":
    case "ClassDeclaration": {
      const name = nameOf(node.id);
      if (name === undefined) return false;
      file.frozen.add(name);
      return node.type === "FunctionDeclaration" || isStatelessClass(node, file);
    }
    case "VariableDeclaration":
      return node.kind === "const" &&
        (node.declarations as Syntax[]).every((each) => isStatelessConstant(each, file));
    default:
      return false;
  }
}

function isStatelessConstant(declarator: Syntax, file: File): boolean {
  const name = nameOf(declarator.id);
  const init = declarator.init as Syntax | null;
  if (name === undefined || init === null) return false;
  if (isFunction(init)) {
    file.frozen.add(name);
    return true;
  }
  file.primitives.add(name);
  return isPrimitive(init, file);
}

function isPrimitive(node: Syntax, file: File): boolean {
  switch (node.type) {
    case "Literal":
      return node.regex === undefined;
    case "UnaryExpression":
      return isPrimitive(node.argument as Syntax, file);
    case "BinaryExpression":
      return isPrimitive(node.left as Syntax, file) && isPrimitive(node.right as Syntax, file);
    case "TemplateLiteral":
      return (node.expressions as Syntax[]).every((each) => isPrimitive(each, file));
    case "Identifier":
      return file.primitives.has(node.name as string);
    default:
      return false;
  }
}

function isStatelessClass(node: Syntax, file: File): boolean {
  const parent = node.superClass as Syntax | null;
  const parentName = nameOf(parent);
  const isPlainParent = parent === null ||
    (parentName !== undefined && (file.frozen.has(parentName) || isGlobal(parentName, file)));
  return isPlainParent &&
    ((node.body as Syntax).body as Syntax[]).every((member) => isStatelessMember(member, file));
}

function isStatelessMember(member: Syntax, file: File): boolean {
  if (member.type === "StaticBlock") return false;
  if (member.computed === true && !isPlainKey(member.key as Syntax, file)) return false;
  if (member.static !== true) return true;
  if (member.type !== "MethodDefinition") return false;
  // In a static method `this` is the class itself.
  let isPlain = true;
  walkSyntax(member.value as Syntax, (node) => {
    if (node.type === "ThisExpression" || node.type === "Super") isPlain = false;
  });
  return isPlain;
}

/** `[Symbol.iterator]`, or a constant. */
function isPlainKey(key: Syntax, file: File): boolean {
  const isSymbol = key.type === "MemberExpression" && key.computed !== true &&
    nameOf(key.object) === "Symbol" && isGlobal("Symbol", file);
  return isSymbol || isPrimitive(key, file);
}

function isGlobal(name: string, file: File): boolean {
  return KNOWN_GLOBALS.has(name) && !file.declared.has(name);
}

// ---- Everywhere -------------------------------------------------------------------------------

/** Ways to a class or a prototype that no name of the file tells. */
const DETOURS = new Set(["prototype", "__proto__", "getPrototypeOf", "setPrototypeOf", "Reflect"]);

/** Parents in which a name is merely read. */
const READERS = new Set(
  ("FunctionDeclaration ClassDeclaration ClassExpression ExportSpecifier VariableDeclarator " +
    "CallExpression NewExpression BinaryExpression LogicalExpression ConditionalExpression " +
    "ArrayExpression ReturnStatement ArrowFunctionExpression UnaryExpression ExpressionStatement " +
    "IfStatement SequenceExpression TemplateLiteral").split(" "),
);

/** Whether a node could change a function or class of the file, or tell two evaluations apart. */
function isSuspicious(node: Syntax, ancestors: readonly Syntax[], file: File): boolean {
  const parent = ancestors.at(-1);
  if (parent === undefined) return false;
  if (node.type === "MetaProperty") return true;
  if (node.type === "MemberExpression") return shadowsMethod(node, parent, file);
  const name = nameOf(node);
  if (name === undefined) return false;
  if (DETOURS.has(name)) return true;
  if (name === "constructor") return parent.type !== "MethodDefinition";
  if (node.type !== "Identifier" || !file.frozen.has(name)) return false;
  return !isMereRead(node, parent, ancestors.at(-2));
}

/** `this.go = this.go.bind(this)` cannot be done on an object whose class is frozen. */
function shadowsMethod(node: Syntax, parent: Syntax, file: File): boolean {
  const isTarget = (parent.type === "AssignmentExpression" && parent.left === node) ||
    parent.type === "UpdateExpression" || /Pattern$|^For|^RestElement$/.test(parent.type) ||
    (parent.type === "Property" && parent.value === node);
  if (!isTarget) return false;
  const name = nameOf(node.property);
  if (node.computed !== true || (node.property as Syntax).type === "Literal") {
    return name !== undefined && file.methods.has(name);
  }
  return (node.object as Syntax).type === "ThisExpression";
}

function isMereRead(node: Syntax, parent: Syntax, grand: Syntax | undefined): boolean {
  switch (parent.type) {
    case "MemberExpression":
      if (parent.object !== node) return parent.computed !== true;
      // Shape.of(...) calls a static method; Shape.count = 1 is state.
      return grand?.type === "CallExpression" && grand.callee === parent;
    case "Property":
      return parent.value !== node || grand?.type === "ObjectExpression";
    case "PropertyDefinition":
    case "MethodDefinition":
      return true;
    case "AssignmentExpression":
    case "AssignmentPattern":
      return parent.right === node;
    default:
      return READERS.has(parent.type);
  }
}
