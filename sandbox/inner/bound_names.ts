import { childrenOf, nameOf, type Syntax, walkSyntax } from "./syntax_tree.ts";

/** The names that a pattern binds: `{ a, b: [c = d] }` binds a and c. */
export function boundNames(pattern: Syntax): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name as string];
    case "AssignmentPattern":
      return boundNames(pattern.left as Syntax);
    case "Property":
      return boundNames(pattern.value as Syntax);
    case "MemberExpression":
      return [];
    default:
      return childrenOf(pattern).flatMap(boundNames);
  }
}

/** The names that a declaration declares. */
export function declaredNames(declaration: Syntax): string[] {
  if (declaration.type === "VariableDeclaration") {
    return (declaration.declarations as Syntax[]).flatMap((each) => boundNames(each.id as Syntax));
  }
  return [nameOf(declaration.id)].filter((name) => name !== undefined);
}

/** Every name that is declared anywhere in a program, in whatever scope. */
export function allDeclaredNames(program: Syntax): Set<string> {
  const names = new Set<string>();
  const add = (pattern: Syntax) => boundNames(pattern).forEach((name) => names.add(name));
  walkSyntax(program, (node) => {
    if (node.type === "VariableDeclarator") add(node.id as Syntax);
    else if (node.type === "CatchClause" && node.param !== null) add(node.param as Syntax);
    else if (Array.isArray(node.params)) (node.params as Syntax[]).forEach(add);
    const own = /^(Function|Class)/.test(node.type) ? nameOf(node.id) : undefined;
    if (own !== undefined) names.add(own);
  });
  return names;
}
