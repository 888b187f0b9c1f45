import { historyField } from "@codemirror/commands";
import type { EditorState } from "@codemirror/state";

/** A longer history loses its oldest part: the browser keeps about 5 MB for the whole site. */
export const HISTORY_LENGTH_MAX = 256 * 1024;

interface History {
  readonly done: readonly unknown[];
  readonly undone: readonly unknown[];
}

/** What can be undone and redone, as text to be kept, with the program that it belongs to. */
export function writeHistory(state: EditorState): string {
  const { doc, history } = state.toJSON({ history: historyField }) as {
    doc: string;
    history: History;
  };
  for (let { done, undone } = history;;) {
    const text = JSON.stringify({ doc, history: { done, undone } });
    if (text.length <= HISTORY_LENGTH_MAX + doc.length || done.length + undone.length === 0) {
      return text;
    }
    done = done.slice(Math.ceil(done.length / 4));
    undone = undone.slice(Math.ceil(undone.length / 4));
  }
}

/** A state as `EditorState.fromJSON` takes it; undefined where the history is another program's. */
export function readHistory(kept: string | undefined, source: string): unknown {
  if (kept === undefined) return undefined;
  try {
    const { doc, history } = JSON.parse(kept) as { doc: string; history: History };
    if (doc !== source || !Array.isArray(history.done)) return undefined;
    return { doc, history, selection: { ranges: [{ anchor: 0, head: 0 }], main: 0 } };
  } catch {
    return undefined;
  }
}
