import { javascript } from "@codemirror/lang-javascript";
import { getChunks, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { editorTheme } from "./editor_theme.ts";

export interface ComparisonOptions {
  readonly parent: HTMLElement;
  readonly before: string;
  readonly after: string;
  readonly label: string;
  readonly nonce: string;
}

/** Draws what leads from one program to another, and says in how many places they differ. */
export function drawComparison(options: ComparisonOptions): {
  readonly places: number;
  destroy(): void;
} {
  const view = new EditorView({
    doc: options.after,
    parent: options.parent,
    extensions: [
      lineNumbers(),
      javascript({ typescript: true }),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.cspNonce.of(options.nonce),
      EditorView.contentAttributes.of({
        "aria-label": options.label,
        "aria-readonly": "true",
        tabindex: "0",
      }),
      unifiedMergeView({
        original: options.before,
        mergeControls: false,
        highlightChanges: false,
        collapseUnchanged: { margin: 3, minSize: 6 },
      }),
      editorTheme,
    ],
  });
  const places = getChunks(view.state)?.chunks.length ?? 0;
  return { places, destroy: () => view.destroy() };
}
