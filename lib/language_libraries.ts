/**
 * TypeScript's names of what the language itself brings along, for programs that learners write: what
 * the grader's engine and today's browsers have, and neither a page nor a server.
 */
export const LANGUAGE_LIBRARIES = ["es2024", "esnext.collection", "esnext.iterator"];
