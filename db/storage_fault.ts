/** SQLite's result codes for a store that cannot be written now (https://sqlite.org/rescode.html). */
const FAULTS: Readonly<Record<number, string>> = {
  5: "busy",
  8: "read-only",
  10: "disk-error",
  11: "damaged",
  13: "full",
  14: "cannot-open",
  26: "no-database",
};

/** What keeps the database from storing, if that is what an error says; else undefined. */
export function storageFault(error: unknown): string | undefined {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  if (code !== "ERR_SQLITE_ERROR" || typeof errcode !== "number") return undefined;
  // The lower byte says what is wrong, the rest only where.
  return FAULTS[errcode & 0xff];
}
