import { useEffect, useRef, useState } from "preact/hooks";
import { DraftSync, type ServerDraft } from "./draft_sync.ts";

/** So long after the last change the draft is sent. */
const SEND_DELAY_MS = 2_000;
/** A server that could not be reached is tried again so much later. */
const RETRY_DELAY_MS = 15_000;

/** Where the draft is safe: unless the browser refuses, it is kept in it in any case. */
export type DraftPlace = "nowhere yet" | "browser" | "browser, cut off" | "server";

export interface SyncedDraft {
  readonly place: DraftPlace;
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
  const [place, setPlace] = useState<DraftPlace>("nowhere yet");
  const sync = useRef<DraftSync | undefined>(undefined);
  const send = useRef<() => void>(() => {});
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
    let isGone = false;
    sync.current = opened;
    // A page that is hidden may never run again; one that is back may have missed something.
    const push = async () => {
      clearTimeout(timer.current);
      await opened.push();
      setPlace((before) => placeOf(opened, before));
      if (opened.isCutOff && !isGone) timer.current = setTimeout(push, RETRY_DELAY_MS);
    };
    send.current = push;
    push();
    document.addEventListener("visibilitychange", push);
    addEventListener("online", push);
    return () => {
      isGone = true;
      clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", push);
      removeEventListener("online", push);
    };
  }, []);

  return {
    theirs,
    place,
    changed() {
      setPlace("browser");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => send.current(), SEND_DELAY_MS);
    },
    settle: (choice) => void sync.current?.settle(choice),
  };
}

function placeOf({ isOnServer, isCutOff }: DraftSync, before: DraftPlace): DraftPlace {
  if (isOnServer) return "server";
  // Nothing was written yet: there is nothing to lose.
  if (before === "nowhere yet") return before;
  return isCutOff ? "browser, cut off" : "browser";
}
