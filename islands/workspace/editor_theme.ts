import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

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
    fontFeatureSettings: '"calt" 0',
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
  ".cm-tooltip": { borderRadius: "0.375rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--font-mono)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.15rem 0.5rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    color: color("accent-ink"),
    backgroundColor: color("accent"),
  },
  ".cm-completionInfo": { maxWidth: "min(26rem, 90vw)" },
  ".cm-about": {
    maxWidth: "min(34rem, 86vw)",
    maxHeight: "14rem",
    overflow: "auto",
    padding: "0.5rem 0.75rem",
    lineHeight: "1.45",
  },
  ".cm-completionInfo .cm-about": { padding: "0" },
  ".cm-about code": { fontFamily: "var(--font-mono)", whiteSpace: "pre-wrap" },
  ".cm-about p": { marginTop: "0.375rem", whiteSpace: "pre-line" },
  ".cm-diagnostic": { padding: "0.4rem 0.75rem", whiteSpace: "pre-line", maxWidth: "40rem" },
  ".cm-diagnostic-error": { borderLeft: `4px solid ${color("bad")}` },
  ".cm-diagnostic-warning": { borderLeft: `4px solid ${color("warn")}` },
  ".cm-diagnostic-hint": { borderLeft: `4px solid ${color("muted")}` },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: `underline wavy ${color("bad")}`,
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: `underline wavy ${color("warn")}`,
    textDecorationSkipInk: "none",
  },
  ".cm-lintRange-hint": { backgroundImage: "none" },
  ".cm-unused": { textDecoration: `underline dotted ${color("muted")}` },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { backgroundColor: color("line", "0.5") },
  ".cm-panel.cm-panel-lint ul:focus [aria-selected]": {
    color: color("ink"),
    background: color("accent", "0.18"),
  },
  ".cm-panel.cm-panel-lint button[name=close]": { color: color("ink"), fontSize: "1.25rem" },
  ".cm-panel.cm-search": { padding: "0.5rem 2.25rem 0.5rem 0.75rem", fontSize: "0.8125rem" },
  ".cm-panel.cm-search [name=close]": {
    color: color("ink"),
    fontSize: "1.25rem",
    width: "1.75rem",
  },
  ".cm-searchMatch": { backgroundColor: color("warn", "0.25") },
  ".cm-searchMatch-selected": { backgroundColor: color("warn", "0.5") },
  ".cm-textfield, .cm-button": {
    color: color("ink"),
    backgroundColor: color("sunken"),
    backgroundImage: "none",
    borderColor: color("line"),
    fontSize: "0.8125rem",
  },
  ".cm-panel.cm-search label": { fontSize: "0.8125rem" },
  "&.cm-merge-b .cm-changedLine, .cm-insertedLine": { backgroundColor: color("good", "0.07") },
  ".cm-deletedChunk": { backgroundColor: color("bad", "0.06"), padding: "0 0.75rem" },
  ".cm-deletedChunk .cm-deletedLine": { textDecoration: "line-through" },
  ".cm-collapsedLines": {
    color: color("muted"),
    background: color("panel"),
    padding: "0.25rem 0.75rem",
  },
  // The library's own sign is in few fonts.
  ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"…"' },
  ".cm-panel.cm-panel-lint ul": { maxHeight: "9rem" },
});

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: color("token-keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: color("token-string") },
  { tag: [tags.number, tags.bool, tags.null], color: color("token-number") },
  { tag: tags.comment, color: color("muted"), fontStyle: "italic" },
  { tag: tags.definition(tags.function(tags.variableName)), fontWeight: "600" },
]);

/** How code looks wherever it is edited or compared. */
export const editorTheme: Extension = [theme, syntaxHighlighting(colors)];
