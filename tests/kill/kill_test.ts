import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { openGrader } from "@/grading/grader.ts";
import { type SubmissionVerdict, withoutTimes } from "@/grading/verdict.ts";
import { startSite } from "@/tests/server/start_site.ts";

const SLUG = "vector-clock";
/** How often the site is killed: `KILLS=100` for a long look. */
const KILLS = Number(Deno.env.get("KILLS") ?? 5);
/** The site lives at most this long. */
const LIFE_MS_MAX = 1_500;
const LEARNERS = 3;
/** Each learner waits for an answer, and for so many submissions in one life. */
const SUBMISSIONS_MAX = 2;

const starter = await Deno.readTextFile(`exercises/${SLUG}/starter.ts`);
const PROGRAMS = [
  starter,
  starter.replace("return clock;", "return { ...clock, [node]: (clock[node] ?? 0) + 1 };"),
  "export function create( {\n",
  `${starter}\nfor (;;);\n`,
];

/** What was acknowledged: the submission's number, and which program it was. */
type Acknowledged = Map<string, string>;

async function submitUntilDeath(url: string, acknowledged: Acknowledged): Promise<void> {
  let cookie = "";
  for (let count = 0; count < SUBMISSIONS_MAX; count++) {
    const source = PROGRAMS[Math.floor(Math.random() * PROGRAMS.length)];
    try {
      const response = await fetch(`${url}/api/submissions`, {
        method: "POST",
        headers: { "Content-Type": "application/json", cookie },
        body: JSON.stringify({ slug: SLUG, source }),
      });
      const { id } = await response.json();
      assert.equal(response.status, 201);
      acknowledged.set(id, source);
      cookie = response.headers.get("set-cookie")?.split(";")[0] ?? cookie;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      // The site was killed before it answered: it has promised nothing.
      return;
    }
  }
}

/** One life of the site, with learners at work, and its sudden end. */
async function liveAndDie(dataDir: string, acknowledged: Acknowledged): Promise<void> {
  const site = await startSite(dataDir);
  const lifeMs = Math.random() * LIFE_MS_MAX;
  const { promise: end, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, lifeMs);
  const learners = Array.from({ length: LEARNERS }, () => submitUntilDeath(site.url, acknowledged));
  await end;
  await site.kill();
  await Promise.all(learners);
}

async function waitUntilAllIsGraded(url: string): Promise<void> {
  for (;;) {
    const { waiting } = await (await fetch(`${url}/healthz`)).json();
    if (waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The bytes of a verdict, but for the time that it took. */
function canonical(verdict: SubmissionVerdict): string {
  return JSON.stringify(withoutTimes(verdict));
}

async function undisturbedVerdicts(): Promise<Map<string, string>> {
  const grader = await openGrader({ root: Deno.cwd() });
  const verdicts = new Map<string, string>();
  for (const source of PROGRAMS) {
    verdicts.set(source, canonical(await grader.grade(SLUG, source)));
  }
  await grader.close();
  return verdicts;
}

Deno.test("a site that is killed at any instant loses nothing that it has acknowledged", async () => {
  const dataDir = await Deno.makeTempDir();
  const expected = await undisturbedVerdicts();
  const acknowledged: Acknowledged = new Map();
  for (let kill = 0; kill < KILLS; kill++) await liveAndDie(dataDir, acknowledged);
  const site = await startSite(dataDir);
  await waitUntilAllIsGraded(site.url);
  assert.equal(await site.stop(), 0);

  const db = await openDatabase(dataDir);
  const stored = await db.selectFrom("verdicts").select(["submission_id", "json"]).execute();
  await db.destroy();
  await Deno.remove(dataDir, { recursive: true });
  // One that was stored and not acknowledged may be there too: nobody was told that it was lost.
  const verdicts = new Map(stored.map((row) => [row.submission_id, row.json]));
  assert.equal(verdicts.size, stored.length);
  for (const [id, source] of acknowledged) {
    const json = verdicts.get(id);
    assert.ok(json !== undefined, `${id} was acknowledged and has no verdict`);
    assert.equal(canonical(JSON.parse(json)), expected.get(source));
  }
});
