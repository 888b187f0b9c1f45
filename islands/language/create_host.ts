import type ts from "typescript";
import { LANGUAGE_LIBRARIES } from "@/lib/language_libraries.ts";
import type { Texts, TypeScript } from "./create_language.ts";

/** Where the learner's program lies, beside its exercise's `api.ts`. */
export const PROGRAM = "/program.ts";

/** A file system of a few texts, in which only the program changes. */
export interface Host extends ts.LanguageServiceHost {
  write(source: string): void;
}

export function createHost(typescript: TypeScript, texts: Texts): Host {
  let source = "";
  let version = 0;
  const read = (path: string) =>
    path === PROGRAM ? source : Object.hasOwn(texts, path) ? texts[path] : undefined;
  const options = compilerOptions(typescript);
  return {
    write(text) {
      if (text === source) return;
      source = text;
      version++;
    },
    getCompilationSettings: () => options,
    getScriptFileNames: () => [PROGRAM, "/globals.d.ts"],
    getScriptVersion: (path) => path === PROGRAM ? String(version) : "0",
    getScriptSnapshot(path) {
      const text = read(path);
      return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => "/",
    getDefaultLibFileName: () => `/lib.${LANGUAGE_LIBRARIES[0]}.d.ts`,
    fileExists: (path) => read(path) !== undefined,
    readFile: read,
  };
}

/** As the tasks check programs, and with no library but the language's own: no page, no server. */
function compilerOptions(typescript: TypeScript): ts.CompilerOptions {
  return {
    strict: true,
    noEmit: true,
    target: typescript.ScriptTarget.ES2024,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    moduleDetection: typescript.ModuleDetectionKind.Force,
    allowImportingTsExtensions: true,
    lib: LANGUAGE_LIBRARIES.map((name) => `lib.${name}.d.ts`),
    paths: { "@/*": ["/*"] },
    types: [],
  };
}
