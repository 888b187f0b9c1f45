import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { Random } from "@/engine/random.ts";
import { openGrader } from "@/grading/grader.ts";
import { type SubmissionVerdict, withoutTimes } from "@/grading/verdict.ts";
import { type Site, startSite } from "@/tests/server/start_site.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";

const SLUG = "vector-clock";
/** How often the site is killed: `KILLS=100` for a long look. */
const KILLS = Number(Deno.env.get("KILLS") ?? 5);
/** What happens when follows from this, as far as the machine is as fast: `KILL_SEED=7`. */
const SEED = Number(Deno.env.get("KILL_SEED") ?? Date.now() % 1_000_000);
/** The site lives at most this long. */
const LIFE_MS_MAX = 1_500;
/** In every third life, the children that grade are killed too, a little earlier. */
const LIVES_PER_CHILD_KILL = 3;
const LEARNERS = 3;
/** Each learner waits for an answer, and for so many submissions in one life. */
const SUBMISSIONS_MAX = 2;

const random = new Random(SEED, "kills");

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
    const source = random.pick(PROGRAMS);
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
async function liveAndDie(
  kill: number,
  start: () => Promise<Site>,
  acknowledged: Acknowledged,
): Promise<void> {
  const site = await start();
  const lifeMs = random.unit() * LIFE_MS_MAX;
  const learners = Array.from({ length: LEARNERS }, () => submitUntilDeath(site.url, acknowledged));
  if (kill % LIVES_PER_CHILD_KILL === 0) {
    await after(lifeMs / 2);
    await killChildren(site.pid);
    await after(lifeMs / 2);
  } else await after(lifeMs);
  await site.kill();
  await Promise.all(learners);
}

/** Lets random instants pass: nobody waits here for anything in particular. */
function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Ends all children that a site has at this moment, the warm ones and those at work. */
async function killChildren(pid: number): Promise<void> {
  const args = ["-KILL", "-P", String(pid)];
  await new Deno.Command("pkill", { args, stdin: "null", stdout: "null" }).output();
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
  const scratch = await makeScratch();
  const settings: Record<string, string> = scratch.url === undefined
    ? {}
    : { DATABASE_URL: scratch.url };
  const start = () => startSite(scratch.dataDir, settings);
  const expected = await undisturbedVerdicts();
  const acknowledged: Acknowledged = new Map();
  // On a slow machine every life may be too short: then nothing would be looked at below.
  for (let kill = 1; kill <= KILLS || acknowledged.size === 0; kill++) {
    await liveAndDie(kill, start, acknowledged);
  }
  const site = await start();
  await waitUntilAllIsGraded(site.url);
  assert.equal(await site.stop(), 0);

  const db = await openDatabase(scratch.dataDir, scratch.url);
  const stored = await db.selectFrom("verdicts").select(["submission_id", "json"]).execute();
  await db.destroy();
  await scratch.remove();
  // One that was stored and not acknowledged may be there too: nobody was told that it was lost.
  const verdicts = new Map(stored.map((row) => [row.submission_id, row.json]));
  assert.equal(verdicts.size, stored.length);
  for (const [id, source] of acknowledged) {
    const json = verdicts.get(id);
    assert.ok(json !== undefined, `${id} was acknowledged and has no verdict (seed ${SEED})`);
    assert.equal(canonical(JSON.parse(json)), expected.get(source), `seed ${SEED}`);
  }
});
