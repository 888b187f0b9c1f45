import { historyField } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { indentUnit } from "@codemirror/language";
import { openLintPanel } from "@codemirror/lint";
import { EditorState, type Extension, Prec, type StateCommand } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { basicSetup } from "codemirror";
import { attachLanguage, type TypesState } from "../language/attach_language.ts";
import { editorTheme } from "./editor_theme.ts";
import { readHistory, writeHistory } from "./kept_history.ts";
import type { Place } from "./place_in.ts";

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly slug: string;
  readonly source: string;
  /** What `history()` gave before the page was left. */
  readonly history: string | undefined;
  readonly label: string;
  /** The id of the element that tells how to leave and how to indent. */
  readonly hintId: string;
  /** The page's nonce, without which its policy refuses the editor's styles. */
  readonly nonce: string;
  readonly onChange: (source: string) => void;
  readonly onRun: () => void;
  readonly onFormat: () => void;
  readonly onTypes: (state: TypesState) => void;
}

export interface CodeEditor {
  read(): string;
  /** Replaces everything. One undo brings it back. */
  replace(source: string): void;
  /** All that can be undone, as text: see `readHistory`. */
  history(): string;
  /** Lays the program out. @throws Error, for the learner, when it cannot be done. */
  format(): Promise<void>;
  /** Opens the list of what does not fit the types, below the program. */
  listProblems(): void;
  jump(place: Place): void;
  focus(): void;
  destroy(): void;
}

/** A CodeMirror editor for TypeScript. Tab is not bound: it leads on to what follows. */
export function createEditor(options: EditorOptions): CodeEditor {
  const language = attachLanguage({ slug: options.slug, onState: options.onTypes });
  const extensions = [language.extension, setUp(options)];
  const view = new EditorView({ state: createState(options, extensions), parent: options.parent });
  // On the first change at the latest: it is large, and the page comes first.
  const wake = () => language.wake(view);
  view.contentDOM.addEventListener("input", wake, { once: true });
  whenIdle(wake);
  return {
    read: () => view.state.doc.toString(),
    replace: (source) => replace(view, source),
    history: () => writeHistory(view.state),
    format: () => format(view),
    listProblems: () => void openLintPanel(view),
    jump: (place) => jump(view, place),
    focus: () => view.focus(),
    destroy() {
      language.close();
      view.destroy();
    },
  };
}

function createState({ source, history }: EditorOptions, extensions: Extension): EditorState {
  const kept = readHistory(history, source);
  if (kept !== undefined) {
    try {
      return EditorState.fromJSON(kept, { extensions }, { history: historyField });
    } catch {
      // Another version of the editor wrote it.
    }
  }
  return EditorState.create({ doc: source, extensions });
}

function setUp(options: EditorOptions): Extension {
  const calling = (call: () => void): StateCommand => () => {
    call();
    return true;
  };
  return [
    Prec.highest(keymap.of([
      { key: "Mod-Enter", preventDefault: true, run: calling(options.onRun) },
      { key: "Mod-s", preventDefault: true, run: calling(options.onRun) },
      { key: "Shift-Alt-f", preventDefault: true, run: calling(options.onFormat) },
    ])),
    basicSetup,
    javascript({ typescript: true }),
    indentUnit.of("  "),
    EditorState.tabSize.of(2),
    EditorView.cspNonce.of(options.nonce),
    EditorView.contentAttributes.of({
      "aria-label": options.label,
      "aria-describedby": options.hintId,
      // An editable element has it anyway, but not everything that looks for it knows.
      tabindex: "0",
    }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange(update.state.doc.toString());
    }),
    editorTheme,
  ];
}

function replace(view: EditorView, source: string): void {
  const { length } = view.state.doc;
  view.dispatch({ changes: { from: 0, to: length, insert: source }, selection: { anchor: 0 } });
}

async function format(view: EditorView): Promise<void> {
  const { doc, selection } = view.state;
  const { formatProgram } = await import("./format_program.ts");
  const before = doc.toString();
  const { source, cursor } = await formatProgram(before, selection.main.head);
  // Whoever typed on meanwhile keeps what was typed.
  if (source === before || !view.state.doc.eq(doc)) return;
  view.dispatch({
    changes: { from: 0, to: doc.length, insert: source },
    selection: { anchor: cursor },
    scrollIntoView: true,
  });
}

function jump(view: EditorView, { line, column }: Place): void {
  const { doc } = view.state;
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const anchor = Math.min(found.from + Math.max(column, 1) - 1, found.to);
  view.dispatch({
    selection: { anchor },
    effects: EditorView.scrollIntoView(anchor, { y: "center" }),
  });
  view.focus();
}

/** Safari has no idle callback. */
function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 10_000 });
  else setTimeout(work, 2_000);
}
