import assert from "node:assert/strict";
import { makeInstructorToken } from "@/auth/instructor_token.ts";
import { listAudit } from "@/db/audit.ts";
import { createCohort, findCohort, listCohorts } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { joinCohort } from "@/db/members.ts";
import { setOverride } from "@/db/overrides.ts";
import { EXERCISE, type FakeSite, onSite } from "@/tests/server/on_site.ts";

/** A cohort whose one member has a name that a spreadsheet would take for a formula. */
async function makeCohort({ db }: FakeSite): Promise<string> {
  const id = await createCohort(db, {
    ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: 0 },
    ...{ hiddenNames: "all", solutionsOpen: "never" },
  }, { actorId: "eve", slugs: [EXERCISE.slug] });
  const { join_code } = (await findCohort(db, id))!;
  await rememberLearner(db, { id: "ada", name: "=1+1;=2", createdAt: "2026-11-25T10:00:00.000Z" });
  await joinCohort(db, join_code, "ada");
  const grade = { state: "passed", score: 80, reason: "@Shown", actorId: "eve" } as const;
  await setOverride(db, { cohortId: id, learnerId: "ada", slug: EXERCISE.slug }, grade);
  return id;
}

/** Asks as an instructor. */
async function openTeaching({ get, post, dataDir }: FakeSite) {
  const body = new URLSearchParams({ token: await makeInstructorToken(dataDir) });
  const opened = await post("/teach/open", { body });
  const headers = { cookie: opened.headers.get("set-cookie")!.split(";")[0] };
  return {
    read: (path: string) => get(path, { headers }),
    send: (path: string, body: FormData) => post(path, { headers, body }),
  };
}

Deno.test("grades come as CSV without formulas, and as JSON, and that is written down", () =>
  onSite(async (site) => {
    const id = await makeCohort(site);
    const { read } = await openTeaching(site);
    const path = `/teach/cohorts/${id}/exports`;
    assert.match(await (await read(path)).text(), /CSV for spreadsheets/);

    const csv = await read(`${path}/grades?format=csv&exercise=`);
    assert.equal(csv.headers.get("content-disposition"), 'attachment; filename="grades.csv"');
    const bytes = await csv.bytes();
    assert.deepEqual(
      [...bytes.slice(0, 3)],
      [0xef, 0xbb, 0xbf],
      "spreadsheets see that it is UTF-8",
    );
    const [head, line] = new TextDecoder().decode(bytes).split("\r\n");
    assert.match(
      head,
      /^learner,name,exercise,state,score,late,attempts,first submission,.*,reason$/,
    );
    assert.match(line, /^ada,'=1\+1;'=2,vector-clock,passed,80,no,0,.*,yes,'@Shown$/);
    const json = await (await read(`${path}/grades?format=json&exercise=vector-clock`)).json();
    assert.deepEqual(json.grades[0].learnerName, "=1+1;=2");
    assert.deepEqual([json.grades[0].isByHand, json.grades[0].reason], [true, "@Shown"]);
    assert.equal((await listAudit(site.db, { action: "grade.export", limit: 9 })).length, 2);
    for (const [query, status] of [["format=xml", 400], ["exercise=none", 404]] as const) {
      const response = await read(`${path}/grades?${query}`);
      await response.body?.cancel();
      assert.equal(response.status, status);
    }
  }));

Deno.test("a member's record holds their work, and nothing of how they sign in", () =>
  onSite(async (site) => {
    const id = await makeCohort(site);
    const { read } = await openTeaching(site);

    const record = await (await read(`/teach/cohorts/${id}/learners/ada/record`)).json();

    assert.equal(record.tables.overrides[0].score, 80);
    for (const name of ["tokens", "passwords", "sessions", "identities", "passkeys"]) {
      assert.equal(record.tables[name], undefined, name);
    }
    const [line] = await listAudit(site.db, { action: "account.export", limit: 9 });
    assert.equal(line.subject, "ada");
    const stranger = await read(`/teach/cohorts/${id}/learners/bob/record`);
    await stranger.body?.cancel();
    assert.equal(stranger.status, 404);
  }));

Deno.test("a cohort's archive is downloaded, and imported by a form", () =>
  onSite(async (site) => {
    const id = await makeCohort(site);
    const { read, send } = await openTeaching(site);
    const file = await (await read(`/teach/cohorts/${id}/exports/archive`)).blob();
    const body = new FormData();
    body.set("archive", file, "cohort.gz");

    const imported = await send("/teach/cohorts/import", body);

    assert.equal(imported.status, 303);
    assert.equal((await listCohorts(site.db)).length, 2);
    assert.match(await (await read(imported.headers.get("location")!)).text(), /Autumn/);
    body.set("archive", new Blob(["x"]), "cohort.gz");
    const refused = await send("/teach/cohorts/import", body);
    assert.equal(refused.status, 422);
    assert.match(await refused.text(), /no archive of a cohort/);
  }));

Deno.test("grades of more members than are read at once are all there, and of none an empty list", () =>
  onSite(async (site) => {
    const [full, empty] = [await makeCohort(site), await makeCohort(site)];
    await site.db.deleteFrom("memberships").execute();
    for (let index = 0; index < 230; index++) {
      await rememberLearner(site.db, { id: `l${index}`, name: `Name ${index}`, createdAt: "" });
      await site.db.insertInto("memberships")
        .values({ cohort_id: full, learner_id: `l${index}`, joined_at: "" }).execute();
    }
    const { read } = await openTeaching(site);
    const grades = async (cohort: string) =>
      (await (await read(`/teach/cohorts/${cohort}/exports/grades?format=json`)).json()).grades;

    const found = await grades(full) as { learnerId: string }[];
    assert.equal(new Set(found.map(({ learnerId }) => learnerId)).size, 230);
    const csv = await (await read(`/teach/cohorts/${full}/exports/grades`)).text();
    assert.equal(csv.trim().split("\r\n").length, 231);
    assert.deepEqual(await grades(empty), []);
  }));
