/** By the codes of the system and of PostgreSQL (its appendix A): what to do about it. */
const ADVICE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody answers there: start the server, or set DATABASE_URL to where it is",
  ENOTFOUND: "there is no such host: set DATABASE_URL to one that is",
  ETIMEDOUT: "it does not answer in time: look at the network between",
  "28P01": "it refuses the password: set DATABASE_URL to one that is right",
  "28000": "it refuses this user: look at its pg_hba.conf",
  "3D000": "it has no such database: create it, empty",
  "42501": "this user may not make tables there: let it own the database",
  "53300": "it has no connection left: raise its max_connections",
};

/** Why a PostgreSQL database cannot be used, in one line for the operator, without its password. */
export function describeTrouble(error: unknown, url: string): string {
  const { code, message } = firstOf(error);
  const reason = ADVICE[code ?? ""] ?? message ?? String(error);
  return `Cannot use the database ${withoutSecrets(url)}: ${reason}`;
}

/** A host with several addresses fails once for each of them. */
function firstOf(error: unknown): { code?: string; message?: string } {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return (first ?? {}) as { code?: string; message?: string };
}

/** User, host, port and name: what is needed to know which one is meant. */
export function withoutSecrets(url: string): string {
  const { username, host, pathname } = new URL(url);
  return `postgres://${username === "" ? "" : `${username}@`}${host}${pathname}`;
}
