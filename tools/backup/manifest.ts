import { TOKEN_FILE } from "@/auth/instructor_token.ts";
import { KEY_FILE } from "@/auth/signer.ts";
import { DATABASE_FILE } from "@/db/open_database.ts";

/** The first file of a backup: it says what the others must be. */
export interface Manifest {
  readonly format: typeof FORMAT;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  /** The database's last migration. */
  readonly migration: string;
  readonly files: readonly Content[];
}

export interface Content {
  readonly name: string;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

export const FORMAT = 1;
export const MANIFEST_FILE = "manifest.json";
/** What a data folder is made of. The database comes last: where it is, all is there. */
export const DATA_FILES: readonly string[] = [KEY_FILE, TOKEN_FILE, DATABASE_FILE];
