import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { keyOf, type RosterEntry } from "@/db/members.ts";
import { defuseCell } from "./defuse_cell.ts";

/** What a roster's file holds: people, and the lines that cannot be read. */
export interface RosterFile {
  readonly entries: readonly RosterEntry[];
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

const PEOPLE_MAX = 5_000;
const LENGTH_MAX = 120;

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/**
 * Reads a roster: a name and, where there is one, an e-mail address in each line, with a header or
 * without, split by commas, semicolons or tabs.
 */
export function readRoster(text: string): RosterFile {
  const lines = parseLines(text);
  if (!Array.isArray(lines)) return { entries: [], errors: [lines] };
  const { name, email, hasHeader } = findColumns(lines[0]?.record ?? []);
  const entries: RosterEntry[] = [];
  const errors: RosterFile["errors"][number][] = [];
  const seen = new Map<string, number>();
  for (const { record, info: { lines: line } } of hasHeader ? lines.slice(1) : lines) {
    const entry = { name: record[name] ?? "", email: record[email] || null };
    const key = keyOf(entry);
    const message = entries.length >= PEOPLE_MAX
      ? `A file may have ${PEOPLE_MAX.toLocaleString("en")} people: split it here.`
      : complain(entry) ?? (seen.has(key) ? `It is the same as line ${seen.get(key)}.` : undefined);
    if (message !== undefined) errors.push({ line, message });
    else {
      seen.set(key, line);
      entries.push(entry);
    }
    if (entries.length >= PEOPLE_MAX && message !== undefined) break;
  }
  return { entries, errors };
}

function parseLines(text: string): Line[] | { line: number; message: string } {
  try {
    return parse(text, {
      bom: true,
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as Line[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error.lines ?? 1);
    return { line, message: "The quotation marks do not match: put the field in a pair of them." };
  }
}

function findColumns(first: readonly string[]) {
  const find = (...words: string[]) =>
    first.findIndex((title) => words.includes(title.toLowerCase()));
  const [name, email] = [find("name", "full name"), find("email", "e-mail", "email address")];
  const hasHeader = name >= 0;
  return hasHeader
    ? { name, email: email < 0 ? first.length : email, hasHeader }
    : { name: 0, email: 1, hasHeader };
}

function complain({ name, email }: RosterEntry): string | undefined {
  if (name === "") return "It has no name.";
  if (name.length > LENGTH_MAX || (email?.length ?? 0) > LENGTH_MAX) {
    return `Name and e-mail may have ${LENGTH_MAX} letters each.`;
  }
  // deno-lint-ignore no-control-regex
  if (/[\x00-\x1f]/.test(name)) return "The name has a character that no name has.";
  if (email !== null && !/^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(email)) {
    return `"${email}" is no e-mail address.`;
  }
}

/** Somebody in a cohort, or expected there. */
export interface RosterLine {
  readonly name: string;
  readonly email: string | null;
  readonly learner: string | null;
  readonly joinedAt: string | null;
}

/**
 * A roster as a file that spreadsheets open. What would be a formula there is made text: a learner
 * chooses their name (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function writeRoster(lines: readonly RosterLine[]): string {
  return stringify(
    lines.map(({ name, email, learner, joinedAt }) => [name, email, learner, joinedAt]),
    {
      header: true,
      columns: ["name", "email", "shown as", "joined"],
      bom: true,
      cast: { string: defuseCell },
      escape_formulas: true,
      record_delimiter: "\r\n",
    },
  );
}
