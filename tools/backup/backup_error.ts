/** Tells the operator in one line why there is no backup, or why it was not restored. */
export class BackupError extends Error {
  override name = "BackupError";
}
