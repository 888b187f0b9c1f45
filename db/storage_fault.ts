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

/** The same by PostgreSQL's codes (its appendix A), and by those of a connection that is not there. */
const SERVER_FAULTS: Readonly<Record<string, string>> = {
  "53100": "full",
  "53200": "no-memory",
  "53300": "busy",
  "25006": "read-only",
  "57P01": "cannot-open",
  "57P02": "cannot-open",
  "57P03": "cannot-open",
  "58030": "disk-error",
  ECONNREFUSED: "cannot-open",
  ECONNRESET: "cannot-open",
  ETIMEDOUT: "cannot-open",
};

/** What keeps the database from storing, if that is what an error says; else undefined. */
export function storageFault(error: unknown): string | undefined {
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  if (typeof code === "string" && Object.hasOwn(SERVER_FAULTS, code)) return SERVER_FAULTS[code];
  if (code !== "ERR_SQLITE_ERROR" || typeof errcode !== "number") return undefined;
  // The lower byte says what is wrong, the rest only where.
  return FAULTS[errcode & 0xff];
}
