import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { TypesState } from "../language/attach_language.ts";
import type { CodeEditor, EditorOptions } from "./code_editor.ts";
import { openDrafts } from "./drafts.ts";
import type { Place } from "./place_in.ts";
import { readNonce } from "./read_nonce.ts";

const SAVE_DELAY_MS = 250;

export interface ProgramOptions {
  readonly slug: string;
  /** What the server put into the text area. */
  readonly source: string;
  readonly label: string;
  readonly hintId: string;
  readonly onRun: () => void;
  readonly onChange: () => void;
}

/** The program that is being written: in a text area, and in the editor once that has loaded. */
export interface Program {
  readonly textarea: RefObject<HTMLTextAreaElement | null>;
  readonly host: RefObject<HTMLDivElement | null>;
  /** The script runs. Without it the form works alone. */
  readonly isAlive: boolean;
  readonly hasEditor: boolean;
  /** False when the browser refuses to keep the draft. */
  readonly isKept: boolean;
  readonly types: TypesState;
  /** Why the program was not laid out; empty where it was. */
  readonly notice: string;
  read(): string;
  replace(source: string): void;
  format(): void;
  /** Opens the list of what does not fit the types. */
  listProblems(): void;
  jump(place: Place): void;
  /** To be called when the text area's text has changed. */
  changed(): void;
}

export function useProgram(options: ProgramOptions): Program {
  const textarea = useRef<HTMLTextAreaElement>(null);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | undefined>(undefined);
  const latest = useRef(options);
  latest.current = options;
  const [isAlive, setAlive] = useState(false);
  const [hasEditor, setEditor] = useState(false);
  const [types, setTypes] = useState<TypesState>({ kind: "waiting" });
  const { notice, format } = useFormat(editor);
  const { isKept, save, drafts } = useDraft(options.slug, {
    read: () => textarea.current!.value,
    history: () => editor.current?.history(),
  });
  const changed = () => {
    save();
    latest.current.onChange();
  };

  useEffect(() => {
    const area = textarea.current!;
    // What was typed before the script ran counts more than the draft.
    if (area.value === options.source) area.value = drafts.read() ?? area.value;
    setAlive(true);
    let isGone = false;
    const onChange = (source: string) => {
      area.value = source;
      changed();
    };
    const { slug, label, hintId } = options;
    const load: LoadOptions = {
      ...{ slug, label, hintId, area, host: host.current!, history: drafts.readHistory() },
      ...{ onChange, onFormat: format, onTypes: setTypes, onRun: () => latest.current.onRun() },
    };
    loadEditor(load, () => isGone)
      .then((loaded) => {
        editor.current = loaded;
        setEditor(loaded !== undefined);
      });
    return () => {
      isGone = true;
      editor.current?.destroy();
    };
  }, []);

  return {
    textarea,
    host,
    isAlive,
    hasEditor,
    isKept,
    types,
    notice,
    format,
    listProblems: () => editor.current?.listProblems(),
    changed,
    read: () => textarea.current!.value,
    replace(source) {
      editor.current?.replace(source);
      textarea.current!.value = source;
      changed();
    },
    jump(place) {
      if (editor.current) editor.current.jump(place);
      else jumpInTextArea(textarea.current!, place);
    },
  };
}

/** Lays the program out when asked to, and says why where that cannot be. */
function useFormat(editor: RefObject<CodeEditor | undefined>) {
  const [notice, setNotice] = useState("");
  const format = () => {
    setNotice("");
    editor.current?.format().catch((error) => setNotice(whyNotFormatted(error)));
  };
  return { notice, format };
}

/** The formatter says in words what is amiss in the program; all else is a script that did not come. */
function whyNotFormatted(error: unknown): string {
  const { message } = error as Error;
  return message.startsWith("Not formatted")
    ? message
    : "The formatter could not be loaded. Look at your connection, and try again.";
}

interface Kept {
  readonly read: () => string;
  readonly history: () => string | undefined;
}

function useDraft(slug: string, { read, history }: Kept) {
  const [isKept, setKept] = useState(true);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const drafts = openDrafts(slug, () => localStorage);
  const saveNow = () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    setKept(drafts.write(read(), history()));
  };
  useEffect(() => {
    // A page that is hidden may never run again.
    document.addEventListener("visibilitychange", saveNow);
    addEventListener("pagehide", saveNow);
    return () => {
      document.removeEventListener("visibilitychange", saveNow);
      removeEventListener("pagehide", saveNow);
      saveNow();
    };
  }, []);
  return {
    isKept,
    drafts,
    save: () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(saveNow, SAVE_DELAY_MS);
    },
  };
}

interface LoadOptions extends Omit<EditorOptions, "parent" | "source" | "nonce"> {
  readonly area: HTMLTextAreaElement;
  readonly host: HTMLElement;
}

/** The editor comes later than the page. Where it cannot come, the text area stays. */
async function loadEditor(
  options: LoadOptions,
  isGone: () => boolean,
): Promise<CodeEditor | undefined> {
  const { area, host: parent, ...rest } = options;
  try {
    const { createEditor } = await import("./code_editor.ts");
    if (isGone()) return undefined;
    const hadFocus = document.activeElement === area;
    const editor = createEditor({ ...rest, parent, source: area.value, nonce: readNonce() });
    if (hadFocus) editor.focus();
    return editor;
  } catch {
    return undefined;
  }
}

function jumpInTextArea(area: HTMLTextAreaElement, { line, column }: Place): void {
  const before = area.value.split("\n").slice(0, line - 1);
  const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(offset, offset);
}
