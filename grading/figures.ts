import { DATABASE_FILE } from "@/db/open_database.ts";
import { measureQueue } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import type { ChildCounts } from "@/sandbox/child_pool.ts";
import type { Grader } from "./grader.ts";
import type { Live } from "./live.ts";

/** What an operator watches, as it is now. */
export interface GradingFigures {
  readonly queued: number;
  readonly running: number;
  /** Of the one that waits longest; 0 where none waits. */
  readonly oldestWaitMs: number;
  /** Pages that follow a submission. */
  readonly followers: number;
  readonly children: ChildCounts;
  readonly databaseBytes: number;
  /** What is committed and not yet in the database's own file. */
  readonly journalBytes: number;
}

export async function readFigures(
  { db, live, grader, dataDir }: {
    readonly db: Database;
    readonly live: Pick<Live, "size">;
    readonly grader: Pick<Grader, "childCounts">;
    readonly dataDir: string;
  },
): Promise<GradingFigures> {
  const path = `${dataDir}/${DATABASE_FILE}`;
  const [{ queued, running, oldestQueued }, databaseBytes, journalBytes] = await Promise.all([
    measureQueue(db),
    sizeOf(path),
    sizeOf(`${path}-wal`),
  ]);
  const oldestWaitMs = oldestQueued === null
    ? 0
    : Math.max(0, Date.now() - Date.parse(oldestQueued));
  const children = grader.childCounts();
  return {
    queued,
    running,
    oldestWaitMs,
    followers: live.size,
    children,
    databaseBytes,
    journalBytes,
  };
}

/** There is no journal where nothing was written. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
