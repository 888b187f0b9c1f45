import assert from "node:assert/strict";
import { makeInstructorToken } from "./instructor_token.ts";
import { openSessions, type Sessions } from "./sessions.ts";

interface Setting {
  readonly sessions: Sessions;
  readonly dataDir: string;
  nowMs: number;
}

async function inSetting(body: (setting: Setting) => Promise<void>): Promise<void> {
  const dataDir = await Deno.makeTempDir();
  try {
    const sessions = await openSessions({
      dataDir,
      now: () => setting.nowMs,
    });
    const setting: Setting = { sessions, dataDir, nowMs: 1_000_000 };
    await body(setting);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
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

Deno.test("Sessions.newLearner() makes the cookie secure behind TLS", () =>
  inSetting(async ({ sessions }) => {
    const { cookie } = await sessions.newLearner(request(undefined, "https://localhost/"));

    assert.match(cookie, /; Secure/);
  }));

Deno.test("Sessions.learner() knows nobody without a cookie of ours", () =>
  inSetting(async ({ sessions }) => {
    const { cookie } = await sessions.newLearner(request());
    const forged = cookie.replace("learner%3A", "learner%3Ax");

    assert.equal(await sessions.learner(request()), undefined);
    assert.equal(await sessions.learner(request(forged)), undefined);
    assert.equal(await sessions.learner(request("learner=%")), undefined);
  }));

Deno.test("Sessions.openTeaching() takes the token and nothing else", () =>
  inSetting(async ({ sessions, dataDir }) => {
    const token = await makeInstructorToken(dataDir);

    const cookie = await sessions.openTeaching(request(), ` ${token}\n`);

    assert(cookie !== undefined);
    assert.equal(await sessions.isInstructor(request(cookie)), true);
    assert.equal(await sessions.openTeaching(request(), `${token}x`), undefined);
    assert.equal(await sessions.openTeaching(request(), ""), undefined);
    assert.equal(await sessions.isInstructor(request()), false);
  }));

Deno.test("Sessions.isInstructor() ends with the day, and with a new token", () =>
  inSetting(async (setting) => {
    const { sessions, dataDir } = setting;
    const token = await makeInstructorToken(dataDir);
    const cookie = (await sessions.openTeaching(request(), token))!;

    setting.nowMs += 13 * 3600 * 1000;
    assert.equal(await sessions.isInstructor(request(cookie)), false);

    setting.nowMs = 1_000_000;
    assert.equal(await sessions.isInstructor(request(cookie)), true);
    await makeInstructorToken(dataDir);
    assert.equal(await sessions.isInstructor(request(cookie)), false);
  }));

Deno.test("Sessions.isInstructor() refuses a learner's cookie under another name", () =>
  inSetting(async ({ sessions, dataDir }) => {
    await makeInstructorToken(dataDir);
    const { cookie } = await sessions.newLearner(request());

    assert.equal(
      await sessions.isInstructor(request(cookie.replace("learner=", "teacher="))),
      false,
    );
  }));

Deno.test("makeInstructorToken() keeps only the hash, for its owner", () =>
  inSetting(async ({ dataDir }) => {
    const token = await makeInstructorToken(dataDir);

    const kept = await Deno.readTextFile(`${dataDir}/instructor.sha256`);

    assert(!kept.includes(token));
    assert.match(kept, /^[0-9a-f]{64}$/);
    assert.equal((await Deno.stat(`${dataDir}/instructor.sha256`)).mode! & 0o777, 0o600);
  }));
