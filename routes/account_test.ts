/** Signing up, in, out and everywhere out, over the whole site and a real database. */
import assert from "node:assert/strict";
import { openLimits } from "@/auth/limits.ts";
import { openSignInLimits } from "@/auth/sign_in_limits.ts";
import { saveDraft } from "@/db/drafts.ts";
import { createCohort } from "@/db/cohorts.ts";
import { rememberLearner } from "@/db/learners.ts";
import { EXERCISE, type FakeSite, onSite, START_MS } from "@/tests/server/on_site.ts";

const PASSWORD = "a few plain words";
const ADA = { name: "Ada", email: "ada@example.org", password: PASSWORD };

/** What a browser keeps: the last value of each cookie. */
class Jar {
  readonly #cookies = new Map<string, string>();

  get headers(): Record<string, string> {
    const pairs = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? {} : { cookie: pairs.join("; ") };
  }

  take(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = line.match(/^(\w+)=([^;]*)/)!;
      if (/Max-Age=0/.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}

/** A browser on the site, with its cookies. */
function browse({ get, post }: FakeSite) {
  const jar = new Jar();
  return {
    get: async (path: string) => jar.take(await get(path, { headers: jar.headers })),
    post: async (path: string, fields: Record<string, string>) =>
      jar.take(await post(path, { headers: jar.headers, body: new URLSearchParams(fields) })),
    /** The same cookies now, whatever becomes of the browser. */
    copy: () => ({ ...jar.headers }),
  };
}

async function idsOf({ db }: FakeSite): Promise<string[]> {
  return (await db.selectFrom("learners").select("id").execute()).map(({ id }) => id);
}

Deno.test("who signs up keeps all that they did before", () =>
  onSite(async (site) => {
    const browser = browse(site);
    await browser.post("/api/submissions", { slug: EXERCISE.slug, source: "a" });

    const signedUp = await browser.post("/account/sign-up?from=/exercises", ADA);

    assert.equal(signedUp.status, 303);
    assert.equal(signedUp.headers.get("location"), "/exercises");
    assert.deepEqual(await idsOf(site), [site.grading.all[0].learnerId]);
    assert.equal((await browser.get("/submissions/s1")).status, 200);
    const account = await (await browser.get("/account")).text();
    assert.match(account, /<h1[^>]*>Ada<\/h1>/);
    assert.match(account, /ada@example\.org/);
  }));

Deno.test("a join code and a name are enough to sign up", () =>
  onSite(async (site) => {
    await rememberLearner(site.db, { id: "teacher", name: "T", createdAt: "" });
    const settings = {
      ...{ name: "Autumn", timeZone: "UTC", lateRule: "mark", latePercent: 0 } as const,
      ...{ hiddenNames: "failed", solutionsOpen: "passed" } as const,
    };
    const id = await createCohort(site.db, settings, { actorId: "teacher", slugs: [] });
    const { join_code: code } = await site.db.selectFrom("cohorts").where("id", "=", id)
      .select("join_code").executeTakeFirstOrThrow();
    const browser = browse(site);

    const wrong = await browser.post("/account/sign-up", { name: "Ada", code: "none" });
    const right = await browser.post("/account/sign-up", { name: "Ada", code });

    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /No class has this join code/);
    assert.equal(right.status, 303);
    const { name } = await site.db.selectFrom("memberships")
      .innerJoin("learners", "learners.id", "memberships.learner_id")
      .select("learners.name").executeTakeFirstOrThrow();
    assert.equal(name, "Ada");
    const account = await (await browser.get("/account")).text();
    assert.match(account, /Only this browser knows you/);
    assert.match(account, /You are in .*Autumn/);
  }));

Deno.test("a link with a join code leads who has an account to where they join", () =>
  onSite(async (site) => {
    const browser = browse(site);
    const link = "/account/sign-up?code=ABCD-2345";

    const invited = await (await browser.get(link)).text();
    await browser.post("/account/sign-up", ADA);
    const led = await browser.get(link);

    assert.match(invited, /name="code"[^>]*value="ABCD-2345"|value="ABCD-2345"[^>]*name="code"/);
    assert.match(invited, /"\/account\/sign-in\?from=%2Faccount%3Fcode%3DABCD-2345"/);
    assert.equal(led.headers.get("location"), "/account?code=ABCD-2345");
    const account = await (await browser.get(led.headers.get("location")!)).text();
    assert.match(account, /value="ABCD-2345"/);
  }));

Deno.test("what is filled in wrongly is said beside its field, and makes no account", () =>
  onSite(async (site) => {
    const browser = browse(site);
    const cases: [Record<string, string>, RegExp][] = [
      [{ ...ADA, name: "  " }, /Give a name/],
      [{ ...ADA, name: "a\u0000b" }, /Give a name/],
      [{ ...ADA, email: "ada" }, /no e-mail address/],
      [{ ...ADA, password: "short" }, /10 characters or more; this has 5/],
      [{ name: "Ada" }, /Give a join code, or an e-mail address/],
    ];
    for (const [fields, words] of cases) {
      const response = await browser.post("/account/sign-up", fields);
      assert.equal(response.status, 422);
      const html = await response.text();
      assert.match(html, words);
      assert.match(html, /aria-invalid="true"/);
      assert(!html.includes(PASSWORD));
    }
    assert.deepEqual(await idsOf(site), []);
  }));

Deno.test("who signs in gets another session, and finds there what was done without", () =>
  onSite(async (site) => {
    const first = browse(site);
    await first.post("/account/sign-up", ADA);
    const [ada] = await idsOf(site);
    const second = browse(site);
    await second.post("/api/submissions", { slug: EXERCISE.slug, source: "b" });
    const anonymous = site.grading.all[0].learnerId;
    await rememberLearner(site.db, { id: anonymous, name: "x", createdAt: "" });
    const draft = { learnerId: anonymous, slug: EXERCISE.slug, source: "mine", updatedAt: "2026" };
    await saveDraft(site.db, draft);

    const { email, password } = ADA;
    const signedIn = await second.post("/account/sign-in", {
      email: ` ${email.toUpperCase()} `,
      password,
    });

    assert.equal(signedIn.status, 303);
    assert.deepEqual(await idsOf(site), [ada]);
    const drafts = await site.db.selectFrom("drafts").select(["learner_id", "source"]).execute();
    assert.deepEqual(drafts.map(({ learner_id, source }) => [learner_id, source]), [[ada, "mine"]]);
    assert.match(await (await second.get("/account")).text(), /this browser/);
    const sessions = await site.db.selectFrom("sessions").select("id_hash").execute();
    assert.equal(sessions.length, 2);
  }));

Deno.test("a wrong password and an unknown address are answered alike", () =>
  onSite(async (site) => {
    await browse(site).post("/account/sign-up", ADA);

    const answers = await Promise.all(
      [ADA.email, "nobody@example.org"].map(async (email) => {
        const response = await browse(site).post("/account/sign-in", {
          email,
          password: "wrong wrong",
        });
        const html = (await response.text()).replaceAll(email, "").replaceAll(/nonce="\w+"/g, "");
        return [response.status, html.slice(html.indexOf("<main"), html.indexOf("</main"))];
      }),
    );

    assert.deepEqual(answers[0], answers[1]);
    assert.equal(answers[0][0], 422);
    assert.match(String(answers[0][1]), /do not belong together/);
  }));

Deno.test("who tries too often is told when to come again, and others are not", () =>
  onSite(async (site) => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 6; attempt++) {
      const fields = { email: ADA.email, password: "wrong wrong" };
      const response = await browse(site).post("/account/sign-in", fields);
      statuses.push(response.status);
      if (attempt === 5) assert.equal(response.headers.get("retry-after"), "60");
      await response.body?.cancel();
    }
    const other = { email: "bob@example.org", password: "wrong wrong" };
    const bob = await browse(site).post("/account/sign-in", other);

    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
    assert.equal(bob.status, 422);
  }));

Deno.test("an address that tries too often reads everywhere when to come again", () =>
  onSite(async (site) => {
    const browser = browse(site);
    await browser.post("/account/sign-up", ADA);
    const limits = openSignInLimits(
      openLimits({ db: site.db, dataDir: site.dataDir, now: () => START_MS }),
    );
    while (await limits.take("127.0.0.1") === 0);
    const json = { "content-type": "application/json", ...browser.copy() };
    const guess = JSON.stringify({ purpose: "add", name: "Bob", code: "AAAA-AAAA" });
    const email = "bob@example.org";
    const form = { name: "Bob", email, password: PASSWORD };
    const visitor = browse(site);

    const answers: [string, Response][] = [
      ["sign-in", await visitor.post("/account/sign-in", form)],
      ["sign-up", await visitor.post("/account/sign-up", form)],
      ["reset", await visitor.post("/account/reset", { code: "none" })],
      ["password", await browser.post("/account/password", { ...form, current: PASSWORD })],
      ["class", await browser.post("/account", { code: "none" })],
      ["code", await site.post("/api/passkeys/options", { headers: json, body: guess })],
      ["passkey", await site.post("/api/passkeys", { headers: json, body: "{}" })],
      ["enter", await site.post("/api/passkeys/enter", { headers: json, body: "{}" })],
    ];

    for (const [what, response] of answers) {
      assert.equal(response.status, 429, what);
      assert.equal(response.headers.get("retry-after"), "2", what);
      assert.match(await response.text(), /tried too often: try again in 2 seconds\./, what);
    }
  }));

Deno.test("who signs out is out, and an old cookie opens nothing", () =>
  onSite(async (site) => {
    const browser = browse(site);
    await browser.post("/account/sign-up", ADA);
    const stolen = browser.copy();

    const response = await browser.post("/account/sign-out", {});

    assert.equal(response.status, 303);
    const after = await site.get("/account", { headers: stolen });
    assert.equal(after.status, 303);
    assert.equal(after.headers.get("location"), "/account/sign-in?from=%2Faccount");
  }));

Deno.test("a session can be ended from another browser, and all of them at once", () =>
  onSite(async (site) => {
    const [one, two, three] = [browse(site), browse(site), browse(site)];
    await one.post("/account/sign-up", ADA);
    const { email, password } = ADA;
    await two.post("/account/sign-in", { email, password });
    const html = await (await one.get("/account")).text();
    const [, other] = html.match(/name="end" value="([0-9a-f]{64})"/)!;
    await three.post("/account/sign-up", { ...ADA, email: "bob@example.org" });

    await three.post("/account/sessions", { end: other });
    assert.equal((await two.get("/account")).status, 200, "another's session is not his to end");
    await one.post("/account/sessions", { end: other });
    assert.equal((await two.get("/account")).status, 303);
    await two.post("/account/sign-in", { email, password });
    await one.post("/account/sessions", { end: "all" });
    assert.deepEqual([(await one.get("/account")).status, (await two.get("/account")).status], [
      303,
      303,
    ]);
  }));

Deno.test("a new password needs the old one, rotates this session and ends all others", () =>
  onSite(async (site) => {
    const [one, two] = [browse(site), browse(site)];
    await one.post("/account/sign-up", ADA);
    const { email, password } = ADA;
    await two.post("/account/sign-in", { email, password });
    const before = one.copy();
    const next = { email, password: "quite other words" };

    const wrong = await one.post("/account/password", { ...next, current: "wrong wrong" });
    assert.equal(wrong.status, 422);
    await wrong.body?.cancel();
    const right = await one.post("/account/password", { ...next, current: password });
    assert.equal(right.status, 303);

    assert.notDeepEqual(one.copy(), before);
    assert.equal((await one.get("/account")).status, 200);
    assert.equal((await two.get("/account")).status, 303);
    assert.equal((await site.get("/account", { headers: before })).status, 303);
    assert.equal((await browse(site).post("/account/sign-in", { email, password })).status, 422);
    assert.equal((await browse(site).post("/account/sign-in", next)).status, 303);
  }));

Deno.test("forms of other sites sign nobody in or out", () =>
  onSite(async (site) => {
    await browse(site).post("/account/sign-up", ADA);
    for (const path of ["/account/sign-in", "/account/sign-up", "/account/sign-out"]) {
      const headers = { origin: "http://evil.example" };
      const response = await site.post(path, { headers, body: new URLSearchParams(ADA) });
      assert.equal(response.status, 403, path);
    }
  }));

Deno.test("signing in leads to this site only", () =>
  onSite(async (site) => {
    const path = "/account/sign-up?from=https://evil.example/";
    assert.equal((await browse(site).post(path, ADA)).headers.get("location"), "/account");
    for (
      const [count, from] of ["//evil.example/", "/%09/evil.example/", "/%5Cevil.example/"]
        .entries()
    ) {
      const somebody = { ...ADA, email: `bob${count}@example.org` };
      const response = await browse(site).post(`/account/sign-up?from=${from}`, somebody);
      assert.equal(response.headers.get("location"), "/account", from);
    }
    const html = await (await site.get("/account/sign-in?from=//evil.example/")).text();
    assert.doesNotMatch(html, /["']\/\/evil/);
  }));

Deno.test("where nothing can be stored who signs up is told so, and the operator too", () =>
  onSite(async (site) => {
    const full = Object.assign(new Error("full"), { code: "ERR_SQLITE_ERROR", errcode: 13 });
    site.sessions.signIn = () => Promise.reject(full);

    const response = await browse(site).post("/account/sign-up", ADA);

    assert.equal(response.status, 503);
    assert.match(await response.text(), /cannot store anything at the moment/);
    assert.match(String(site.log.at(-1)?.error), /full/);
  }));
