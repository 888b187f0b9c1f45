/** What keeps drafts: the browser's storage, which may be full, switched off or missing. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem">;

/** Drafts of one exercise's program, kept in this browser. */
export interface Drafts {
  /** The draft, or undefined where there is none or it cannot be read. */
  read(): string | undefined;
  /** What can be undone in it, as the editor wrote it. */
  readHistory(): string | undefined;
  /** False when the draft could not be kept. Its history is worth less: it is dropped in silence. */
  write(source: string, history?: string): boolean;
}

export function openDrafts(slug: string, storage: () => DraftStorage): Drafts {
  const key = `truthlab:draft:${slug}`;
  const historyKey = `truthlab:history:${slug}`;
  const read = (key: string) => {
    try {
      return storage().getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  };
  const write = (key: string, text: string) => {
    try {
      storage().setItem(key, text);
      return true;
    } catch {
      return false;
    }
  };
  return {
    read: () => read(key),
    readHistory: () => read(historyKey),
    write(source, history) {
      const isKept = write(key, source);
      if (history !== undefined) write(historyKey, history);
      return isKept;
    },
  };
}
