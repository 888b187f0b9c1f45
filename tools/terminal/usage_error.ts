/** As in BSD's sysexits.h: the command was used wrongly. */
export const EXIT_USAGE = 64;

/** Says in one line how a command is used rightly. */
export class UsageError extends Error {
  override name = "UsageError";
}
