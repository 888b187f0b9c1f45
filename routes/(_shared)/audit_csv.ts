import { stringify } from "csv-stringify/sync";
import type { StoredAudit } from "@/db/audit.ts";
import { defuseCell } from "./defuse_cell.ts";

const TITLES = [
  ...["time", "actor", "actor name", "action", "subject", "subject name"],
  ...["before", "after", "reason", "more"],
];

/** Lines of the audit log as a file that spreadsheets open; no cell is a formula there. */
export async function* writeAuditCsv(
  pages: AsyncIterable<readonly StoredAudit[]>,
): AsyncGenerator<string> {
  yield `\ufeff${TITLES.join(",")}\r\n`;
  for await (const lines of pages) {
    yield stringify(lines.map(cellsOf), {
      cast: { string: defuseCell },
      escape_formulas: true,
      record_delimiter: "\r\n",
    });
  }
}

function cellsOf(line: StoredAudit) {
  const { from, to, reason, ...more } = line.detail;
  return [
    ...[line.createdAt, line.actorId, line.actorName, line.action, line.subject, line.subjectName],
    ...[from, to, reason, Object.keys(more).length === 0 ? "" : JSON.stringify(more)],
  ];
}
