import rehypeShikiFromHighlighter from "@shikijs/rehype/core";
import { createCssVariablesTheme, createHighlighterCore, type ShikiTransformer } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

const theme = createCssVariablesTheme({ name: "truthlab", variablePrefix: "--shiki-" });

const highlighter = await createHighlighterCore({
  themes: [theme],
  langs: [import("shiki/langs/typescript.mjs"), import("shiki/langs/shellscript.mjs")],
  engine: createJavaScriptRegexEngine(),
});

/** The strict Content-Security-Policy forbids inline styles: colours become classes. */
const classes: ShikiTransformer = {
  name: "classes",
  span(node) {
    const token = String(node.properties.style ?? "").match(/--shiki-(?:token-)?([a-z-]+)/)?.[1];
    node.properties = token === undefined || token === "foreground"
      ? {}
      : { class: `token-${token}` };
  },
  pre(node) {
    // Long lines scroll, and what scrolls must be reachable by keyboard.
    node.properties = { class: "code", tabindex: "0" };
  },
};

/** A rehype plug-in that colours code blocks by classes. */
export function highlight() {
  return rehypeShikiFromHighlighter(highlighter, {
    theme: "truthlab",
    transformers: [classes],
    fallbackLanguage: "text",
    defaultLanguage: "text",
  });
}
