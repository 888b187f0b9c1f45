import { useEffect, useRef, useState } from "preact/hooks";
import { DraftSync, type ServerDraft } from "./draft_sync.ts";

/** So long after the last change the draft is sent. */
const SEND_DELAY_MS = 2_000;

export interface SyncedDraft {
  /** Another page's draft that stands against this one. */
  readonly theirs: ServerDraft | undefined;
  /** To be called when the program has changed. */
  changed(): void;
  settle(choice: "mine" | "theirs"): void;
}

/** Keeps the program's draft the same here and on the server. */
export function useDraftSync(options: {
  readonly slug: string;
  readonly initial: string;
  readonly read: () => string;
  readonly take: (source: string) => void;
}): SyncedDraft {
  const latest = useRef(options);
  latest.current = options;
  const [theirs, setTheirs] = useState<ServerDraft>();
  const sync = useRef<DraftSync | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    const opened = new DraftSync({
      slug: options.slug,
      initial: options.initial,
      storage: () => localStorage,
      fetch: (...request) => fetch(...request),
      read: () => latest.current.read(),
      take: (source) => latest.current.take(source),
      onConflict: setTheirs,
    });
    sync.current = opened;
    opened.open();
    // A page that is hidden may never run again; one that is back may have missed something.
    const push = () => void opened.push();
    document.addEventListener("visibilitychange", push);
    addEventListener("online", push);
    return () => {
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", push);
      removeEventListener("online", push);
    };
  }, []);

  return {
    theirs,
    changed() {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => sync.current?.push(), SEND_DELAY_MS);
    },
    settle: (choice) => void sync.current?.settle(choice),
  };
}
