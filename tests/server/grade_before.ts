import { openDatabase } from "@/db/open_database.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";

export interface GradedBefore {
  readonly id: string;
  readonly learnerId: string;
  readonly source: string;
  readonly verdict: "passed" | "failed";
}

/** Stores submissions to an exercise with verdicts that a grader gave which is no more. */
export async function gradeBefore(
  { dataDir, url }: { readonly dataDir: string; readonly url?: string },
  slug: string,
  submissions: readonly GradedBefore[],
): Promise<void> {
  const db = await openDatabase(dataDir, url);
  try {
    for (const { id, learnerId, source, verdict } of submissions) {
      const createdAt = "2026-11-25T09:00:00.000Z";
      const learnerName = `Learner ${learnerId}`;
      await enqueue(db, { id, learnerId, learnerName, slug, source, createdAt });
      await claim(db, { owner: "before", nowMs: 0, untilMs: 1 });
      const score = verdict === "passed" ? 100 : 10;
      await finish(db, id, "before", {
        ...{ verdict, score, createdAt, graderHash: "before", engineHash: "before" },
        json: JSON.stringify({
          ...{ version: 1, slug, verdict, score, reason: "", checks: [], seeds: [1] },
          hashes: { submission: "", grader: "before", engine: "before" },
          stats: { schedules: 0, events: 0, states: 0, milliseconds: 0 },
        }),
      });
    }
  } finally {
    await db.destroy();
  }
}
