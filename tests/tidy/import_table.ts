import { scanImports } from "./scan_imports.ts";

/** What a folder may import, besides itself. */
interface Rule {
  /** Folders, `a/b` for a part of one, `type a` for types alone. */
  readonly may: readonly string[];
  /** Packages; any of them where absent. */
  readonly packages?: readonly string[];
  /** Said where the rule is broken, and why it is so. */
  readonly because: string;
}

/** The files that lie in no folder: the site is put together there. */
const ROOT = "(root)";

const RULES: Readonly<Record<string, Rule>> = {
  lib: { may: [], packages: [], because: "lib is at the bottom" },
  engine: {
    may: ["lib"],
    packages: ["pure-rand"],
    because: "the engine is pure and the same in both homes",
  },
  exercises: {
    may: ["engine", "lib"],
    packages: [],
    because: "an exercise is what the learner may see, and stands alone",
  },
  graders: {
    may: ["engine", "lib", "exercises"],
    packages: [],
    because: "a grader knows its own exercise only",
  },
  solutions: {
    may: ["engine", "lib", "exercises"],
    packages: [],
    because: "a solution knows its own exercise only",
  },
  sandbox: { may: ["engine", "lib", "sandbox/inner"], because: "the walls know no exercise" },
  "sandbox/inner": {
    may: ["engine", "lib"],
    because: "the compartment runs in the browser too",
  },
  db: { may: ["lib"], because: "storage knows nothing of what it stores" },
  auth: { may: ["lib", "db"], because: "who somebody is depends on storage alone" },
  grading: {
    may: ["lib", "engine", "exercises", "graders", "solutions", "sandbox", "db", "auth"],
    because: "grading is where they meet, and knows no page",
  },
  fresh: { may: ["lib"], because: "it stands in for a library" },
  components: {
    may: ["lib", "fresh", "type engine"],
    because: "an island inside a component arrives as children",
  },
  islands: {
    may: ["components", "engine", "exercises", "lib", "fresh", "sandbox/inner"],
    because: "an island is sent to the browser",
  },
  content: { may: [], because: "a section names figures by tag and sources by key" },
  routes: {
    may: ["auth", "components", "content", "db", "engine", "exercises", "fresh", "grading"]
      .concat("islands", "lib", ROOT),
    because: "pages reach solutions, graders and the sandbox through grading alone",
  },
  [ROOT]: {
    may: ["auth", "db", "fresh", "grading", "lib", "routes"],
    because: "the root only puts the site together",
  },
  bench: { may: ["*"], because: "" },
  tools: { may: ["*"], because: "" },
  tests: { may: ["*"], because: "" },
};

/** Nobody imports these. */
const TOPS = ["tests", "tools", "bench"];

/** Folders in which every subfolder is a world of its own: exercises never import each other. */
const BY_SLUG = ["exercises", "graders", "solutions"];

/** Each import that the table forbids, as `file:line imports x: rule`. */
export function findForbidden(
  path: string,
  source: string,
  packages: Readonly<Record<string, string>> = {},
): string[] {
  return scanImports(source).flatMap(({ specifier, isTypeOnly, line }) => {
    const target = resolve(path, specifier, packages);
    const complaint = judge(path, target, isTypeOnly);
    return complaint === undefined ? [] : [`${path}:${line} imports ${specifier}: ${complaint}`];
  });
}

type Target = { readonly path: string } | { readonly package: string };

function judge(path: string, target: Target, isTypeOnly: boolean): string | undefined {
  const home = folderOf(path);
  const rule = RULES[home];
  if (rule === undefined) {
    return `no rule for ${home}/: add one to tests/tidy/import_table.ts`;
  }
  if ("package" in target) {
    const name = target.package.match(/^(?:@[^/]+\/)?[^/]+/)![0];
    const isAllowed = isTest(path) || isTypeOnly ||
      (rule.packages?.includes(name) ?? true);
    return isAllowed ? undefined : `${home} may not import packages, since ${rule.because}`;
  }
  const other = folderOf(target.path);
  if (BY_SLUG.includes(home) && BY_SLUG.includes(other)) {
    if (slugOf(path) !== slugOf(target.path)) {
      return `${slugOf(path)} may not import ${slugOf(target.path)}, since ${rule.because}`;
    }
  }
  if (home === other || rule.may[0] === "*" || isTest(path)) return undefined;
  if (TOPS.includes(other)) return `nobody imports ${other}`;
  if (mayImport(rule, target.path, isTypeOnly)) return undefined;
  return `${home} may import ${listOf(rule.may)}, since ${rule.because}`;
}

function mayImport(rule: Rule, path: string, isTypeOnly: boolean): boolean {
  const folder = folderOf(path);
  return rule.may.some((allowed) => {
    const name = allowed.replace(/^type /, "");
    if (name !== allowed && !isTypeOnly) return false;
    return folder === name || path.startsWith(`${name}/`) || folder.startsWith(`${name}/`);
  });
}

/** Tests stand beside what they test, and may reach wider. */
function isTest(path: string): boolean {
  return /_test\.tsx?$/.test(path);
}

function listOf(may: readonly string[]): string {
  return may.length === 0 ? "nothing" : may.join(", ");
}

function slugOf(path: string): string {
  return path.split("/")[1];
}

function folderOf(path: string): string {
  if (path.startsWith("sandbox/inner/")) return "sandbox/inner";
  return path.includes("/") ? path.split("/")[0] : ROOT;
}

function resolve(
  path: string,
  specifier: string,
  packages: Readonly<Record<string, string>>,
): Target {
  const local = packages[specifier];
  if (local?.startsWith("./")) return { path: local.slice(2) };
  if (specifier.startsWith("@/")) return { path: specifier.slice(2) };
  if (!specifier.startsWith(".")) return { package: specifier };
  const parts = path.split("/").slice(0, -1);
  for (const part of specifier.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return { path: parts.join("/") };
}
