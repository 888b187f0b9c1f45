/** What keeps drafts: the browser's storage, which may be full, switched off or missing. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem">;

/** Drafts of one exercise's program, kept in this browser. */
export interface Drafts {
  /** The draft, or undefined where there is none or it cannot be read. */
  read(): string | undefined;
  /** False when it could not be kept. */
  write(source: string): boolean;
}

export function openDrafts(slug: string, storage: () => DraftStorage): Drafts {
  const key = `truthlab:draft:${slug}`;
  return {
    read() {
      try {
        return storage().getItem(key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(source) {
      try {
        storage().setItem(key, source);
        return true;
      } catch {
        return false;
      }
    },
  };
}
