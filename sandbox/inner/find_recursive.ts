import { KNOWN_GLOBALS } from "./known_globals.ts";
import { isFunction, isSyntax, nameOf, type Syntax, walkSyntax } from "./syntax_tree.ts";

/** What a function is called by, and what it mentions. */
interface FunctionFacts {
  readonly node: Syntax;
  readonly names: readonly string[];
  readonly mentions: Set<string>;
  readonly inner: Syntax[];
  /** It calls something that no name tells: a parameter, a computed member. */
  callsUnknown: boolean;
}

/** Methods that the language calls without naming them. */
const IMPLICIT = new Set(["toString", "valueOf", "toJSON", "then", "next", "return"]);
/** Ways to call a function that is held as a value. */
const INDIRECT = new Set(["call", "apply", "bind"]);

/**
 * The functions that may call themselves, directly or by way of others: only these need to count
 * how deep they are, which costs a try and a finally. A function is spared when nothing that it
 * mentions by name can lead back to it. What this misses (a function passed around under other
 * names) runs into the stack's own limit, which is reported in the same words.
 */
export function findRecursive(program: Syntax): Set<Syntax> {
  const facts = collectFacts(program);
  const byName = new Map<string, FunctionFacts[]>();
  for (const fact of facts.values()) {
    for (const name of fact.names) byName.set(name, [...byName.get(name) ?? [], fact]);
  }
  for (const fact of facts.values()) markUnknownCalls(fact, byName);
  const recursive = new Set<Syntax>();
  for (const fact of facts.values()) {
    if (fact.callsUnknown || reaches(fact, fact, facts, byName)) recursive.add(fact.node);
  }
  return recursive;
}

function collectFacts(program: Syntax): Map<Syntax, FunctionFacts> {
  const facts = new Map<Syntax, FunctionFacts>();
  walkSyntax(program, (node, ancestors) => {
    if (isFunction(node)) {
      const names = namesOf(node, ancestors);
      const fact: FunctionFacts = {
        node,
        names: names.known,
        mentions: new Set(),
        inner: [],
        callsUnknown: names.isImplicit,
      };
      const outer = ancestors.findLast(isFunction);
      if (outer !== undefined) facts.get(outer)?.inner.push(node);
      facts.set(node, fact);
      return;
    }
    const owner = ancestors.findLast(isFunction);
    const fact = owner === undefined ? undefined : facts.get(owner);
    if (fact === undefined) return;
    const name = nameOf(node);
    if (name !== undefined) fact.mentions.add(name);
    if (node.type === "CallExpression" && isComputedCall(node)) fact.callsUnknown = true;
    if (name !== undefined && INDIRECT.has(name)) fact.callsUnknown = true;
  });
  return facts;
}

function isComputedCall(call: Syntax): boolean {
  const callee = call.callee as Syntax;
  if (callee.type === "MemberExpression") return callee.computed === true;
  return callee.type !== "Identifier" && callee.type !== "Super" && !isFunction(callee);
}

/** A plain call of a name that is no function's and no global's is a call of some value. */
function markUnknownCalls(fact: FunctionFacts, byName: ReadonlyMap<string, unknown>): void {
  walkSyntax(fact.node, (node, ancestors) => {
    if (node.type !== "CallExpression") return;
    if (ancestors.length > 0 && ancestors.findLast(isFunction) !== fact.node) return;
    const callee = node.callee as Syntax;
    if (callee.type !== "Identifier") return;
    const name = callee.name as string;
    if (!byName.has(name) && !KNOWN_GLOBALS.has(name)) fact.callsUnknown = true;
  });
}

function namesOf(
  node: Syntax,
  ancestors: readonly Syntax[],
): { known: string[]; isImplicit: boolean } {
  const parent = ancestors.at(-1);
  const known: string[] = [];
  const own = nameOf(node.id);
  if (own !== undefined) known.push(own);
  if (!isSyntax(parent)) return { known, isImplicit: false };
  let isImplicit = false;
  if (
    parent.type === "MethodDefinition" || parent.type === "Property" ||
    parent.type === "PropertyDefinition"
  ) {
    const key = nameOf(parent.key);
    if (key !== undefined && parent.computed !== true) known.push(key);
    isImplicit = parent.kind === "get" || parent.kind === "set" || parent.computed === true ||
      (key !== undefined && IMPLICIT.has(key));
    // A class is constructed by its own name.
    if (parent.kind === "constructor") known.push(...classNames(ancestors));
  } else if (parent.type === "VariableDeclarator") {
    known.push(...[nameOf(parent.id)].filter(isText));
  } else if (parent.type === "AssignmentExpression") {
    const left = parent.left as Syntax;
    const target = left.type === "MemberExpression" ? nameOf(left.property) : nameOf(left);
    if (target !== undefined) known.push(target);
  }
  return { known, isImplicit };
}

function classNames(ancestors: readonly Syntax[]): string[] {
  const owner = ancestors.findLast((node) =>
    node.type === "ClassDeclaration" || node.type === "ClassExpression"
  );
  return ["super", nameOf(owner?.id)].filter(isText);
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}

/** Whether `goal` can be called while `start` runs. */
function reaches(
  start: FunctionFacts,
  goal: FunctionFacts,
  facts: ReadonlyMap<Syntax, FunctionFacts>,
  byName: ReadonlyMap<string, FunctionFacts[]>,
): boolean {
  const reached = new Set<FunctionFacts>();
  const open = [start];
  for (let fact = open.pop(); fact !== undefined; fact = open.pop()) {
    const next = [...fact.mentions].flatMap((name) => byName.get(name) ?? []);
    next.push(...fact.inner.map((node) => facts.get(node)!));
    for (const each of next) {
      if (each === goal) return true;
      if (reached.has(each)) continue;
      reached.add(each);
      open.push(each);
    }
  }
  return false;
}
