/** Tells the operator in one line why the database cannot be used, and what to do. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
}
