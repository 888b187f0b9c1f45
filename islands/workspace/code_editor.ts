import { javascript } from "@codemirror/lang-javascript";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import type { Place } from "./place_in.ts";

export interface EditorOptions {
  readonly parent: HTMLElement;
  readonly source: string;
  readonly label: string;
  /** The id of the element that tells how to leave and how to indent. */
  readonly hintId: string;
  /** The page's nonce, without which its policy refuses the editor's styles. */
  readonly nonce: string;
  readonly onChange: (source: string) => void;
  readonly onRun: () => void;
}

export interface CodeEditor {
  read(): string;
  /** Replaces everything. One undo brings it back. */
  replace(source: string): void;
  jump(place: Place): void;
  focus(): void;
  destroy(): void;
}

/** A CodeMirror editor for TypeScript. Tab is not bound: it leads on to what follows. */
export function createEditor(options: EditorOptions): CodeEditor {
  const view = new EditorView({ doc: options.source, parent: options.parent, extensions: setup() });

  function setup(): Extension {
    return [
      Prec.highest(keymap.of(["Mod-Enter", "Mod-s"].map((key) => ({
        key,
        preventDefault: true,
        run: () => {
          options.onRun();
          return true;
        },
      })))),
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
      theme,
      syntaxHighlighting(colors),
    ];
  }

  return {
    read: () => view.state.doc.toString(),
    replace(source) {
      const { length } = view.state.doc;
      view.dispatch({ changes: { from: 0, to: length, insert: source }, selection: { anchor: 0 } });
    },
    jump({ line, column }) {
      const { doc } = view.state;
      const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const anchor = Math.min(found.from + Math.max(column, 1) - 1, found.to);
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: "center" }),
      });
      view.focus();
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

const color = (name: string, opacity = "1") => `rgb(var(--${name}) / ${opacity})`;

/** The design's tokens: they flip by themselves when it grows dark. */
const theme = EditorView.theme({
  "&": { color: color("ink"), backgroundColor: color("sunken"), fontSize: "0.8125rem" },
  "&.cm-focused": { outline: "none" },
  // The gutter would lie over an outline.
  "&.cm-focused::after": {
    content: '""',
    position: "absolute",
    inset: "0",
    zIndex: "300",
    border: `2px solid ${color("accent")}`,
    pointerEvents: "none",
  },
  ".cm-scroller": {
    fontFamily: "var(--font-mono)",
    lineHeight: "1.65",
    minHeight: "22rem",
    maxHeight: "min(44rem, 68vh)",
    overflow: "auto",
  },
  ".cm-content": { padding: "0.75rem 0", caretColor: color("ink") },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: color("ink"), borderLeftWidth: "2px" },
  ".cm-gutters": { color: color("muted"), backgroundColor: color("sunken"), border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: color("line", "0.35") },
  ".cm-activeLineGutter": { color: color("ink") },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: `${color("accent", "0.22")} !important` },
  ".cm-content ::selection": { color: "inherit", backgroundColor: "transparent" },
  "&.cm-focused .cm-matchingBracket, .cm-selectionMatch": {
    backgroundColor: color("accent", "0.16"),
  },
  ".cm-foldPlaceholder": {
    color: color("muted"),
    backgroundColor: color("panel"),
    borderColor: color("line"),
  },
  ".cm-panels, .cm-tooltip": {
    color: color("ink"),
    backgroundColor: color("panel"),
    borderColor: color("line"),
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    color: color("accent-ink"),
    backgroundColor: color("accent"),
  },
  ".cm-textfield, .cm-button": {
    color: color("ink"),
    backgroundColor: color("sunken"),
    backgroundImage: "none",
    borderColor: color("line"),
  },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: color("token-keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: color("token-string") },
  { tag: [tags.number, tags.bool, tags.null], color: color("token-number") },
  { tag: tags.comment, color: color("muted"), fontStyle: "italic" },
  { tag: tags.definition(tags.function(tags.variableName)), fontWeight: "600" },
]);
