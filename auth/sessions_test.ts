import assert from "node:assert/strict";
import { rememberLearner } from "@/db/learners.ts";
import { listSessions, SESSIONS_MAX } from "@/db/sessions.ts";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import type { Database } from "@/db/schema.ts";
import { isInstructorToken, makeFirstToken, makeInstructorToken } from "./instructor_token.ts";
import { openSessions, type Sessions } from "./sessions.ts";

interface Setting {
  readonly sessions: Sessions;
  readonly db: Database;
  readonly dataDir: string;
  nowMs: number;
}

async function inSetting(body: (setting: Setting) => Promise<void>): Promise<void> {
  const scratch = await makeScratch();
  const { dataDir, url } = scratch;
  const db = await openDatabase(dataDir, url);
  try {
    const sessions = await openSessions({ db, dataDir, now: () => setting.nowMs });
    const setting: Setting = { sessions, db, dataDir, nowMs: 1_000_000 };
    await body(setting);
  } finally {
    await db.destroy();
    await scratch.remove();
  }
}

function request(cookie?: string, url = "http://localhost/"): Request {
  const headers = new Headers();
  if (cookie !== undefined) headers.set("cookie", cookie.split(";")[0]);
  return new Request(url, { headers });
}

Deno.test("Sessions.newLearner() gives an identity that the cookie brings back", () =>
  inSetting(async ({ sessions }) => {
    const { learner, cookie } = await sessions.newLearner(request());

    assert.deepEqual(await sessions.learner(request(cookie)), learner);
    assert.match(learner.name, /^[A-Z]\w+ [A-Z]\w+ \d\d$/);
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Lax/);
    assert(!cookie.includes("Secure"));
  }));

Deno.test("Sessions.newLearner() makes the cookie secure behind TLS, and this host's own", () =>
  inSetting(async ({ sessions }) => {
    const url = "https://localhost/";
    const { learner, cookie } = await sessions.newLearner(request(undefined, url));

    assert.match(cookie, /^__Host-learner=.*; Secure/);
    assert.deepEqual(await sessions.learner(request(cookie, url)), learner);
  }));

Deno.test("Sessions.learner() knows behind TLS who came without, until the session ends", () =>
  inSetting(async ({ sessions, db }) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
    const who = { learnerId: "ada", role: "learner", means: "password" } as const;
    const cookie = await sessions.signIn(request(), who);
    const later = request(cookie, "https://localhost/");

    assert.match(cookie, /^session=/);
    assert.equal((await sessions.learner(later))?.id, "ada");
    assert.match(await sessions.signOut(later), /^session=; Max-Age=0/);
    assert.equal(await sessions.learner(later), undefined);
  }));

Deno.test("Sessions.learner() knows nobody without a cookie of ours", () =>
  inSetting(async ({ sessions }) => {
    const { cookie } = await sessions.newLearner(request());
    const forged = cookie.replace("learner%3A", "learner%3Ax");

    assert.equal(await sessions.learner(request()), undefined);
    assert.equal(await sessions.learner(request(forged)), undefined);
    assert.equal(await sessions.learner(request("learner=%")), undefined);
  }));

Deno.test("Sessions.openTeaching() makes an owner of who has the token, and of nobody else", () =>
  inSetting(async ({ sessions, dataDir }) => {
    const token = await makeInstructorToken(dataDir);

    const cookies = await sessions.openTeaching(request(), ` ${token}\n`);

    const owner = await sessions.learner(request(cookies![0]));
    assert.equal(owner?.role, "owner");
    assert.equal(owner?.hasAccount, true);
    assert.equal(await sessions.openTeaching(request(), `${token}x`), undefined);
    assert.equal(await sessions.openTeaching(request(), ""), undefined);
  }));

Deno.test("Sessions.openTeaching() makes the learner whom the browser knows the owner", () =>
  inSetting(async ({ sessions, dataDir }) => {
    const token = await makeInstructorToken(dataDir);
    const { learner, cookie } = await sessions.newLearner(request());

    const [session, ...others] = (await sessions.openTeaching(request(cookie), token))!;

    assert.deepEqual(others, []);
    assert.equal((await sessions.learner(request(session)))?.id, learner.id);
    assert.equal(
      await sessions.learner(request(cookie)),
      undefined,
      "the old cookie opens nothing",
    );
  }));

Deno.test("Sessions.openTeaching() finds the owner again who left, and never another account", () =>
  inSetting(async ({ sessions, dataDir, db }) => {
    const token = await makeInstructorToken(dataDir);
    const { learner, cookie } = await sessions.newLearner(request());
    const [session] = (await sessions.openTeaching(request(cookie), token))!;
    await sessions.signOut(request(session));

    const [again] = (await sessions.openTeaching(request(cookie), token))!;
    await sessions.signOut(request(again));
    await db.updateTable("learners").set({ role: "learner" }).execute();
    const [another] = (await sessions.openTeaching(request(cookie), token))!;

    assert.equal((await sessions.learner(request(another)))?.role, "owner");
    assert.notEqual((await sessions.learner(request(another)))?.id, learner.id);
    const { role } = await db.selectFrom("learners").where("id", "=", learner.id)
      .select("role").executeTakeFirstOrThrow();
    assert.equal(role, "learner");
  }));

Deno.test("Sessions.learner() ends an owner's session with the day, and with a new token", () =>
  inSetting(async (setting) => {
    const { sessions, dataDir } = setting;
    const token = await makeInstructorToken(dataDir);
    const [cookie] = (await sessions.openTeaching(request(), token))!;

    setting.nowMs += 13 * 3600 * 1000;
    assert.equal(await sessions.learner(request(cookie)), undefined);

    setting.nowMs = 1_000_000;
    assert.equal((await sessions.learner(request(cookie)))?.role, "owner");
    await makeInstructorToken(dataDir);
    assert.equal(await sessions.learner(request(cookie)), undefined);
  }));

Deno.test("Sessions.signIn() begins a new session, and ends the one that was there", () =>
  inSetting(async ({ sessions, db }) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
    const who = { learnerId: "ada", role: "learner", means: "password" } as const;
    const first = await sessions.signIn(request(), who);

    const second = await sessions.signIn(request(first), who);

    assert.notEqual(first, second);
    assert.equal(await sessions.learner(request(first)), undefined);
    assert.equal((await sessions.learner(request(second)))?.name, "Ada");
  }));

Deno.test("Sessions.signOut() ends the session for whoever has its cookie", () =>
  inSetting(async ({ sessions, db }) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
    const who = { learnerId: "ada", role: "learner", means: "password" } as const;
    const cookie = await sessions.signIn(request(), who);

    const after = await sessions.signOut(request(cookie));

    assert.match(after, /^session=; Max-Age=0;/);
    assert.equal(await sessions.learner(request(cookie)), undefined);
  }));

Deno.test("the database holds nothing that a cookie could be made of", () =>
  inSetting(async ({ sessions, db }) => {
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
    const who = { learnerId: "ada", role: "learner", means: "password" } as const;
    const cookie = await sessions.signIn(request(), who);

    const rows = JSON.stringify(await db.selectFrom("sessions").selectAll().execute());

    const [, secret] = cookie.split(";")[0].split("=");
    assert.equal(secret.length, 44);
    assert(!rows.includes(secret));
  }));

Deno.test("Sessions.learner() writes down when a session was used, now and then", () =>
  inSetting(async (setting) => {
    const { sessions, db } = setting;
    await rememberLearner(db, { id: "ada", name: "Ada", createdAt: "" });
    const who = { learnerId: "ada", role: "learner", means: "password" } as const;
    const cookie = await sessions.signIn(request(), who);
    const usedMs = async () => {
      await sessions.learner(request(cookie));
      const { used_at } = await db.selectFrom("sessions").select("used_at")
        .executeTakeFirstOrThrow();
      return Date.parse(used_at);
    };

    setting.nowMs += 60_000;
    assert.equal(await usedMs(), 1_000_000);
    setting.nowMs += 600_000;
    assert.equal(await usedMs(), 1_660_000);
  }));

Deno.test("makeInstructorToken() keeps only the hash, for its owner", () =>
  inSetting(async ({ dataDir }) => {
    const token = await makeInstructorToken(dataDir);

    const kept = await Deno.readTextFile(`${dataDir}/instructor.sha256`);

    assert(!kept.includes(token));
    assert.match(kept, /^[0-9a-f]{64}$/);
    assert.equal((await Deno.stat(`${dataDir}/instructor.sha256`)).mode! & 0o777, 0o600);
  }));

Deno.test("makeFirstToken() shows one token to one of all who ask at once, and none after", () =>
  inSetting(async ({ dataDir }) => {
    const made = await Promise.all(Array.from({ length: 5 }, () => makeFirstToken(dataDir)));

    const [token, ...others] = made.filter((each) => each !== undefined);
    assert.deepEqual(others, []);
    assert(await isInstructorToken(dataDir, token));
    assert.equal(await makeFirstToken(dataDir), undefined);
    const files = (await Array.fromAsync(Deno.readDir(dataDir))).map(({ name }) => name);
    assert.deepEqual(files.filter((name) => name.startsWith("instructor")), ["instructor.sha256"]);
  }));

Deno.test("Sessions.signIn() keeps no more sessions of one learner than they have browsers", () =>
  inSetting(async (setting) => {
    const { sessions, db } = setting;
    for (const id of ["ada", "bob"]) await rememberLearner(db, { id, name: id, createdAt: "" });
    const signIn = (learnerId: string) =>
      sessions.signIn(request(), { learnerId, role: "learner", means: "password" });
    const [other, first] = [await signIn("bob"), await signIn("ada")];
    let last = first;
    for (let count = 0; count < SESSIONS_MAX; count++) {
      setting.nowMs += 1_000;
      last = await signIn("ada");
    }

    assert.equal((await listSessions(db, "ada")).length, SESSIONS_MAX);
    assert.equal(await sessions.learner(request(first)), undefined);
    assert.equal((await sessions.learner(request(last)))?.id, "ada");
    assert.equal((await sessions.learner(request(other)))?.id, "bob");
  }));
