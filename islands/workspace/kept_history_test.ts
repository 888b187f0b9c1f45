import assert from "node:assert/strict";
import { history, historyField, undo } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { HISTORY_LENGTH_MAX, readHistory, writeHistory } from "./kept_history.ts";

const config = { extensions: [history({ newGroupDelay: 0 })] };

function append(state: EditorState, text: string): EditorState {
  return state.update({ changes: { from: state.doc.length, insert: text }, userEvent: "input" })
    .state;
}

function open(kept: string, source: string): EditorState | undefined {
  const read = readHistory(kept, source);
  return read === undefined
    ? undefined
    : EditorState.fromJSON(read, config, { history: historyField });
}

Deno.test("writeHistory() keeps what can be undone", () => {
  const state = append(EditorState.create({ ...config, doc: "one" }), " two");

  let opened = open(writeHistory(state), "one two")!;
  undo({ state: opened, dispatch: (transaction) => opened = transaction.state });

  assert.equal(opened.doc.toString(), "one");
});

Deno.test("readHistory() takes nothing that belongs to another program, or is broken", () => {
  const kept = writeHistory(append(EditorState.create({ ...config, doc: "one" }), " two"));

  assert.equal(open(kept, "one three"), undefined);
  assert.equal(open("{", "one two"), undefined);
  assert.equal(open("{}", "one two"), undefined);
});

Deno.test("writeHistory() forgets the oldest first", () => {
  let state = EditorState.create({ ...config, doc: "" });
  const long = "x".repeat(HISTORY_LENGTH_MAX / 4);
  for (let round = 0; round < 8; round++) {
    const change = { from: 0, to: state.doc.length, insert: `${round}${long}` };
    state = state.update({ changes: change, userEvent: "input" }).state;
  }

  const kept = writeHistory(state);
  let opened = open(kept, state.doc.toString())!;
  undo({ state: opened, dispatch: (transaction) => opened = transaction.state });

  assert.ok(kept.length <= HISTORY_LENGTH_MAX + state.doc.length);
  assert.equal(opened.doc.sliceString(0, 1), "6");
});
