/** Of PostgreSQL's appendix A: a character that no text there may have, such as the zero character. */
const CHARACTER_NOT_IN_REPERTOIRE = "22021";

/** True where an error says that a text cannot be stored, nor be looked for: the asker's mistake. */
export function isUnstorable(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === CHARACTER_NOT_IN_REPERTOIRE;
}
