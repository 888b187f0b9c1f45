import type ts from "typescript";
import type { Answers, Candidate, Description, Diagnosis, Question } from "./protocol.ts";
import { createHost, PROGRAM } from "./create_host.ts";
import { findIdle } from "./find_idle.ts";
import { findUnreachable, isReachable } from "./find_unreachable.ts";

export type TypeScript = typeof ts;

/** Texts that every program is checked against, by path: the standard library's and the types'. */
export type Texts = Readonly<Record<string, string>>;

/** Answers questions about programs of one exercise. */
export interface Language {
  answer<Asked extends Question>(question: Asked): Answers[Asked["kind"]];
}

/** TypeScript's own language service over one file, with the types that its exercise tells of. */
export function createLanguage(typescript: TypeScript, texts: Texts): Language {
  const host = createHost(typescript, texts);
  const service = typescript.createLanguageService(host);
  // Of the other exercises' methods none is a handler.
  const writesNodes = /\bonMessage\??\(/.test(texts["/api.ts"] ?? "");
  const known = { typescript, service, writesNodes };
  const answers: { [Kind in Question["kind"]]: (question: never) => Answers[Kind] } = {
    diagnose: () => diagnose(known),
    complete: ({ offset }: { offset: number }) => complete(service, offset),
    describe: ({ offset, name }: { offset: number; name: string }) => describe(known, offset, name),
    hover: ({ offset }: { offset: number }) => hover(known, offset),
  };
  return {
    answer<Asked extends Question>(question: Asked) {
      host.write(question.source);
      return answers[question.kind](question as never) as Answers[Asked["kind"]];
    },
  };
}

interface Known {
  readonly typescript: TypeScript;
  readonly service: ts.LanguageService;
  /** True where the program's class has handlers that the engine calls. */
  readonly writesNodes: boolean;
}

function diagnose({ typescript, service, writesNodes }: Known): readonly Diagnosis[] {
  const found = [
    ...service.getSyntacticDiagnostics(PROGRAM),
    ...service.getSemanticDiagnostics(PROGRAM),
    ...service.getSuggestionDiagnostics(PROGRAM).filter((each) => each.reportsUnnecessary),
  ];
  const told = found.map(({ start = 0, length = 0, messageText, reportsUnnecessary }) => ({
    from: start,
    to: start + length,
    severity: reportsUnnecessary ? "hint" as const : "error" as const,
    message: typescript.flattenDiagnosticMessageText(messageText, "\n"),
  }));
  const program = service.getProgram()!;
  const unreachable = findUnreachable(typescript, program, PROGRAM);
  const idle = writesNodes ? findIdle(typescript, program, PROGRAM) : [];
  return [...told, ...unreachable, ...idle].toSorted((one, other) => one.from - other.from);
}

function complete(service: ts.LanguageService, offset: number): readonly Candidate[] {
  const found = service.getCompletionsAtPosition(PROGRAM, offset, {});
  if (found === undefined) return [];
  const { entries, isMemberCompletion } = found;
  return entries.flatMap(({ name, kind, kindModifiers = "" }) => {
    const isGlobal = !isMemberCompletion && kindModifiers.includes("declare");
    return isGlobal && !isReachable(name) ? [] : [{ name, kind }];
  });
}

function describe(known: Known, offset: number, name: string): Description | null {
  const details = known.service
    .getCompletionEntryDetails(PROGRAM, offset, name, {}, undefined, {}, undefined);
  if (details === undefined) return null;
  return { from: offset, to: offset, ...texts(known, details) };
}

function hover(known: Known, offset: number): Description | null {
  const info = known.service.getQuickInfoAtPosition(PROGRAM, offset);
  if (info === undefined) return null;
  const { start, length } = info.textSpan;
  return { from: start, to: start + length, ...texts(known, info) };
}

function texts({ typescript }: Known, { displayParts, documentation }: {
  readonly displayParts?: ts.SymbolDisplayPart[];
  readonly documentation?: ts.SymbolDisplayPart[];
}) {
  return {
    signature: typescript.displayPartsToString(displayParts),
    documentation: typescript.displayPartsToString(documentation),
  };
}
