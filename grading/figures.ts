import { measureStorage, type StorageFigures } from "@/db/measure_storage.ts";
import { measureQueue } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import type { ChildCounts } from "@/sandbox/child_pool.ts";
import type { Grader } from "./grader.ts";
import type { Live } from "./live.ts";

/** What an operator watches, as it is now. */
export interface GradingFigures extends StorageFigures {
  readonly queued: number;
  readonly running: number;
  /** Of the one that waits longest; 0 where none waits. */
  readonly oldestWaitMs: number;
  /** Pages that follow a submission. */
  readonly followers: number;
  readonly children: ChildCounts;
}

export async function readFigures(
  { db, live, grader, dataDir }: {
    readonly db: Database;
    readonly live: Pick<Live, "size">;
    readonly grader: Pick<Grader, "childCounts">;
    readonly dataDir: string;
  },
): Promise<GradingFigures> {
  const [{ queued, running, oldestQueued }, storage] = await Promise.all([
    measureQueue(db),
    measureStorage(db, dataDir),
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
    ...storage,
  };
}
