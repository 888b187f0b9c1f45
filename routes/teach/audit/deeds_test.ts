/** Every route under /teach that changes something writes down that it did. */
import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { listAudit } from "@/db/audit.ts";
import { AUDIT_ACTIONS, type AuditAction } from "@/db/audit_actions.ts";
import { findCohort, listCohorts } from "@/db/cohorts.ts";
import { openAccount, rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import { claimTrial, finishTrial } from "@/db/regrade_queue.ts";
import { loadRoutes } from "@/fresh/fs_routes.ts";
import { methodsOf, newSegment } from "@/fresh/segments.ts";
import type { State } from "@/routes/(_shared)/state.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";
import { listSources, readSource } from "@/tests/tidy/list_sources.ts";

const { slug } = EXERCISE;
const COHORT = {
  ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: "10" },
  ...{ hiddenNames: "all", solutionsOpen: "passed" },
};
const GRADE = { exercise: slug, state: "passed", score: "80", reason: "Shown in class" };

/** What somebody does: `PATTERN FIELDS`, or what else has to happen before; and what that is called. */
type Deed = readonly [pattern: string, fields: Record<string, string>, action: AuditAction];

/** In an order in which each is possible. */
const DEEDS: readonly Deed[] = [
  ["/teach/cohorts/new", COHORT, "cohort.create"],
  ["/teach/cohorts/:id/settings", { ...COHORT, deed: "change", name: "B" }, "cohort.change"],
  [
    "/teach/cohorts/:id/settings",
    { deed: "add instructor", instructor: "eve" },
    "cohort.instructor",
  ],
  ["/teach/cohorts/:id/settings", { deed: "archive" }, "cohort.archive"],
  ["/teach/cohorts/:id/settings", { deed: "unarchive" }, "cohort.unarchive"],
  ["/teach/cohorts/:id/exercises", { slug, opens: "", due: "" }, "cohort.exercise"],
  ["/teach/cohorts/:id/people/import", { text: "Cyd", deed: "import" }, "roster.import"],
  ["/teach/cohorts/:id/people", { deed: "code" }, "cohort.code"],
  ["/teach/cohorts/:id/learners/:learner", GRADE, "grade.override"],
  [
    "/teach/cohorts/:id/learners/:learner",
    { exercise: slug, deed: "withdraw" },
    "grade.withdraw",
  ],
  ["/teach/submissions/:id", { line: "1", text: "Why?" }, "comment.add"],
  ["/teach/submissions/:id", { deed: "remove", remark: ":remark" }, "comment.remove"],
  ["/teach/people", { id: "bob", role: "learner" }, "role.change"],
  ["/teach/people/:id", { deed: "make link" }, "reset.make"],
  ["/teach/people/:id", { deed: "take back link" }, "reset.revoke"],
  ["/teach/people/:id", { deed: "tokens", "chosen:laptop": "on", reason: "Lost" }, "token.revoke"],
  ["/teach/people/:id", { deed: "shares", "chosen:link": "on", reason: "Named" }, "share.revoke"],
  ["/teach/regrade", { slug, scope: "all" }, "regrade.try"],
  ["/teach/regrade/:id", { action: "cancel" }, "regrade.cancel"],
  ["/teach/regrade/:id", { action: "resume" }, "regrade.resume"],
  ["/teach/regrade/:id", { action: "apply", policy: "never lower" }, "regrade.apply"],
  ["/teach/cohorts/:id/people", { deed: "remove", learner: "ada" }, "member.remove"],
];

/** These have tests of their own: a token, a file. */
const ELSEWHERE = ["/teach/open", "/teach/cohorts/import"];

const CREATED_AT = "2026-11-25T10:00:00.000Z";

function given(verdict: string, score: number) {
  const checks = [{ name: "order", verdict, counterexample: null }];
  const hashes = { submission: "", grader: "g", engine: "e" };
  const json = JSON.stringify({ verdict, score, hashes, checks });
  return { verdict, score, json, createdAt: CREATED_AT };
}

/** A learner with a graded submission, a token and a shared link, an assistant, an instructor. */
async function preparePeople({ db }: FakeSite): Promise<void> {
  const learner = { learnerId: "ada", learnerName: "Ada" };
  await enqueue(db, { id: "s1", ...learner, slug, source: "let a;", createdAt: CREATED_AT });
  await claim(db, { owner: "w", nowMs: 0, untilMs: 1 });
  await finish(db, "s1", "w", given("failed", 40));
  await openAccount(db, "ada", { since: CREATED_AT });
  const own = { learner_id: "ada", created_at: CREATED_AT };
  await db.insertInto("tokens").values({ ...own, hash: "h", name: "laptop", used_at: null })
    .execute();
  await db.insertInto("shares")
    .values({ ...own, id: "link", hash: "h", slug, promise: "It merges.", content: "" }).execute();
  for (const [id, role] of [["bob", "assistant"], ["eve", "instructor"]] as const) {
    await rememberLearner(db, { id, name: id, createdAt: CREATED_AT });
    await db.updateTable("learners").set({ role, account_since: CREATED_AT })
      .where("id", "=", id).execute();
  }
}

/** What has to be done by others before a deed, and what its parameters stand for. */
async function prepare({ db }: FakeSite, [pattern, { action }]: Deed): Promise<string> {
  const [cohort] = await listCohorts(db);
  if (pattern.startsWith("/teach/cohorts/:id")) {
    await joinCohort(db, (await findCohort(db, cohort.id))!.join_code, "ada");
    return pattern.replace(":id", cohort.id).replace(":learner", "ada");
  }
  if (pattern === "/teach/people/:id") return "/teach/people/ada";
  if (action === "apply") {
    const trial = await claimTrial(db, { owner: "w", nowMs: 0, untilMs: 1 });
    await finishTrial(db, trial!.id, "w", given("passed", 100));
  }
  const regrade = await db.selectFrom("regrades").select("id").executeTakeFirst();
  return pattern.replace("regrade/:id", `regrade/${regrade?.id}`).replace(":id", "s1");
}

Deno.test("whatever staff change is written down, with who did it", () =>
  onSite(async (site) => {
    site.grading.submit("ada", slug, "let a;");
    await preparePeople(site);
    const body = new URLSearchParams({ token: await makeInstructorToken(site.dataDir) });
    const opened = await site.post("/teach/open", { body });
    const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0] };
    const [{ actorId }] = await listAudit(site.db, { limit: 1 });

    for (const deed of DEEDS) {
      const [, fields, action] = deed;
      const path = await prepare(site, deed);
      const remark = await site.db.selectFrom("remarks").select("id").executeTakeFirst();
      const sent = Object.entries(fields).map(([name, value]) => [
        ...[name, value === ":remark" ? remark!.id : value],
      ]);
      const count = async () => (await listAudit(site.db, { action, limit: 99 })).length;
      const before = await count();

      const response = await site.post(path, { headers, body: new URLSearchParams(sent) });

      const text = await response.text();
      // What is shown once is the answer itself.
      const status = action === "reset.make" ? 200 : 303;
      assert.equal(
        response.status,
        status,
        `${path} ${JSON.stringify(fields)} ${text.slice(-900)}`,
      );
      assert.equal(await count(), before + 1, `${path} has to record ${action}`);
      assert.equal((await listAudit(site.db, { action, limit: 1 }))[0].actorId, actorId);
    }
  }));

Deno.test("the deeds above are of all routes under /teach that can change something", async () => {
  const routes = await loadRoutes<State>(`${Deno.cwd()}/routes`, newSegment(null));
  const changing = routes.filter(({ pattern, route }) =>
    pattern.startsWith("/teach") &&
    methodsOf(route).some((method) => !["GET", "HEAD", "OPTIONS"].includes(method))
  );

  const known = new Set([...DEEDS.map(([pattern]) => pattern), ...ELSEWHERE]);
  assert.deepEqual(
    changing.map(({ pattern }) => pattern).filter((pattern) => !known.has(pattern)),
    [],
    "Write down what it does with recordAudit(), and add it to DEEDS",
  );
});

Deno.test("every action of the audit log is recorded somewhere", async () => {
  const recording = (await listSources()).filter((path) =>
    /^(?:auth|db|grading|routes)\//.test(path) && !/_test\.tsx?$|audit_actions\.ts$/.test(path)
  );
  const text = (await Promise.all(recording.map((path) => readSource(path)))).join("\n");

  const never = Object.keys(AUDIT_ACTIONS).filter((action) => !text.includes(`"${action}"`));
  assert.deepEqual(never, []);
});
