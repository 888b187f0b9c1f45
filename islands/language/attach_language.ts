import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { type Diagnostic, linter } from "@codemirror/lint";
import { Compartment, type Extension } from "@codemirror/state";
import { type EditorView, hoverTooltip, type Tooltip } from "@codemirror/view";
import { asset } from "fresh/runtime";
import { LanguageClient } from "./language_client.ts";
import type { Candidate, Description, Diagnosis } from "./protocol.ts";

/** After the last key there is so much quiet before the program is looked through. */
const QUIET_MS = 400;

/** Where the checking of types stands: not begun, done with so many errors, or not to be had. */
export type TypesState =
  | { readonly kind: "waiting" }
  | { readonly kind: "checked"; readonly errors: number }
  | { readonly kind: "lost" };

/** TypeScript's knowledge, attached to an editor. */
export interface AttachedLanguage {
  /** Does nothing until `wake`. */
  readonly extension: Extension;
  /** Loads what is needed, once. */
  wake(view: EditorView): void;
  close(): void;
}

/** Diagnostics, completion and hover from the worker; without it the editor is a plain one. */
export function attachLanguage(
  { slug, onState }: { readonly slug: string; readonly onState: (state: TypesState) => void },
): AttachedLanguage {
  const compartment = new Compartment();
  let awake: EditorView | undefined;
  const client = new LanguageClient({
    slug,
    start: () => new Worker(asset("/language/worker.js"), { type: "module" }),
    onLost() {
      awake?.dispatch({ effects: compartment.reconfigure([]) });
      onState({ kind: "lost" });
    },
  });
  return {
    extension: compartment.of([]),
    wake(view) {
      if (awake !== undefined) return;
      awake = view;
      const extensions = [diagnosing(client, onState), completing(client), hovering(client)];
      view.dispatch({ effects: compartment.reconfigure(extensions) });
    },
    close: () => client.close(),
  };
}

function diagnosing(client: LanguageClient, onState: (state: TypesState) => void): Extension {
  return linter(async (view) => {
    const { doc } = view.state;
    const found = await client.ask({ kind: "diagnose", source: doc.toString() });
    if (found === undefined || !view.state.doc.eq(doc)) return [];
    const errors = found.filter(({ severity }) => severity === "error").length;
    onState({ kind: "checked", errors });
    return found.map(toDiagnostic);
  }, { delay: QUIET_MS });
}

function toDiagnostic({ from, to, severity, message }: Diagnosis): Diagnostic {
  const markClass = severity === "hint" ? "cm-unused" : undefined;
  return { from, to, severity, message, markClass };
}

function completing(client: LanguageClient): Extension {
  const complete = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(/[\w$]+/);
    // Numbers are no names.
    const isBegun = word === null ? context.matchBefore(/[."']/) !== null : !/^\d/.test(word.text);
    if (!context.explicit && !isBegun) return null;
    const source = context.state.doc.toString();
    const offset = context.pos;
    const found = await client.ask({ kind: "complete", source, offset });
    if (found === undefined || found.length === 0) return null;
    const toOption = (candidate: Candidate): Completion => ({
      label: candidate.name,
      type: ICONS[candidate.kind] ?? "variable",
      boost: candidate.kind === "keyword" ? -20 : 0,
      async info() {
        const name = candidate.name;
        const about = await client.ask({ kind: "describe", source, offset, name });
        return about ? draw(about) : null;
      },
    });
    return { from: word?.from ?? offset, options: found.map(toOption), validFor: /^[\w$]*$/ };
  };
  return autocompletion({ override: [complete] });
}

/** TypeScript's kinds in the editor's words. */
const ICONS: Readonly<Record<string, string>> = {
  "class": "class",
  "const": "constant",
  "enum": "enum",
  "function": "function",
  "interface": "interface",
  "keyword": "keyword",
  "local function": "function",
  "method": "method",
  "module": "namespace",
  "property": "property",
  "string": "text",
  "type": "type",
  "type parameter": "type",
};

function hovering(client: LanguageClient): Extension {
  return hoverTooltip(async (view, offset): Promise<Tooltip | null> => {
    const source = view.state.doc.toString();
    const found = await client.ask({ kind: "hover", source, offset });
    if (!found) return null;
    return { pos: found.from, end: found.to, create: () => ({ dom: draw(found) }) };
  });
}

function draw({ signature, documentation }: Description): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-about";
  const code = document.createElement("code");
  code.textContent = signature;
  box.append(code);
  if (documentation !== "") {
    const text = document.createElement("p");
    text.textContent = documentation;
    box.append(text);
  }
  return box;
}
