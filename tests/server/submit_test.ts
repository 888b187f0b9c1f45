/** `deno task submit` against the real site, as a learner types it. */
import assert from "node:assert/strict";
import { runTask, type TaskRun } from "./run_task.ts";
import { startSite } from "./start_site.ts";

const SLUG = "vector-clock";
const SOLUTION = `solutions/${SLUG}/solution.ts`;
const WRONG = `solutions/${SLUG}/wrong/merge_loses_last.ts`;

const site = await startSite(undefined, { SUBMISSIONS_PER_MINUTE: "1000" });

/** Makes a token on the page, as a new learner. */
async function makeToken(): Promise<{ token: string; cookie: string }> {
  const body = new URLSearchParams({ name: "laptop" });
  const response = await fetch(`${site.url}/account/tokens`, { method: "POST", body });
  const cookie = response.headers.get("set-cookie")!.split(";")[0];
  return { token: (await response.text()).match(/truthlab_[\w-]{43}/)![0], cookie };
}

function submit(file: string, env: Record<string, string>, ...more: string[]): Promise<TaskRun> {
  return runTask("submit", [SLUG, file, "--server", site.url, ...more], env);
}

Deno.test("a program is submitted, graded and told, in its learner's name", async () => {
  const { token: TRUTHLAB_TOKEN, cookie } = await makeToken();

  const right = await submit(SOLUTION, { TRUTHLAB_TOKEN });
  assert.equal(right.code, 0, right.said);
  assert.match(right.said, /^Vector clocks: passed, 100 of 100 points/);
  const wrong = await submit(WRONG, { TRUTHLAB_TOKEN });
  assert.equal(wrong.code, 1, wrong.said);
  // The story of the counterexample, to the step where it breaks.
  assert.match(wrong.said, /▸ +\d+ +n\d/);
  const [, url] = wrong.said.match(/(\/submissions\/\w+)\s*$/)!;
  const page = await fetch(site.url + url, { headers: { cookie } });
  assert.equal(page.status, 200);
  await page.body?.cancel();

  const json = await submit(SOLUTION, { TRUTHLAB_TOKEN }, "--json");
  assert.equal(JSON.parse(json.said).verdict, "passed");
});

Deno.test("a token comes from a file that is its owner's alone", async () => {
  const { token } = await makeToken();
  const home = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${home}/.config/truthlab`, { recursive: true });
    const file = `${home}/.config/truthlab/token`;
    const env = { HOME: home, XDG_CONFIG_HOME: "" };
    assert.match((await submit(SOLUTION, env)).said, /There is no token: make one at/);
    await Deno.writeTextFile(file, `${token}\n`, { mode: 0o644 });

    const open = await submit(SOLUTION, env);
    assert.equal(open.code, 77);
    assert.match(open.said, /Others can read .*: chmod 600/);
    await Deno.chmod(file, 0o600);
    assert.equal((await submit(SOLUTION, env)).code, 0);
    const named = await submit(SOLUTION, { HOME: "/nowhere" }, "--token-file", file);
    assert.equal(named.code, 0, named.said);
  } finally {
    await Deno.remove(home, { recursive: true });
  }
});

Deno.test("what is wrong is told in one line, with a code of its own and no token", async () => {
  const { token, cookie } = await makeToken();
  const env = { TRUTHLAB_TOKEN: token };
  const at = (server: string, slug = SLUG) =>
    runTask("submit", [slug, SOLUTION, "--server", server], env);
  const gone = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  gone.close();
  const cases: [Promise<TaskRun>, number, RegExp][] = [
    [at(`http://127.0.0.1:${gone.addr.port}`), 69, /Cannot reach .*nothing was stored/],
    [at(`${site.url}/chapter`), 69, /does not answer as Truthlab does/],
    [at("truthlab.example"), 64, /is no address of a site/],
    [at(site.url, "no-such"), 64, /There is no exercise named "no-such"/],
    [submit(SOLUTION, { TRUTHLAB_TOKEN: "secret" }), 77, /TRUTHLAB_TOKEN holds no token/],
    [submit(SOLUTION, env, `--token=${token}`), 64, /Others can see a command line/],
    [submit("nowhere.ts", env), 64, /There is no file nowhere\.ts/],
    [submit("/dev/null", env), 3, /The file is empty/],
  ];
  for (const [run, code, said] of cases) {
    const ended = await run;
    assert.match(ended.said, said);
    assert.equal(ended.code, code, ended.said);
    assert(!ended.said.includes(token), "it shows the token");
  }

  const body = new URLSearchParams({ revoke: "laptop" });
  const headers = { cookie };
  const revoked = await fetch(`${site.url}/account/tokens`, { method: "POST", body, headers });
  await revoked.body?.cancel();
  const refused = await submit(SOLUTION, env);
  assert.equal(refused.code, 77);
  assert.match(refused.said, /revoked.*Make a new one at .*\/account\/tokens/);
});

Deno.test("--help tells all of it", async () => {
  const { code, said } = await runTask("submit", ["--help"]);

  assert.equal(code, 0);
  assert.match(said, /TRUTHLAB_TOKEN/);
});

Deno.test.afterAll(async () => {
  assert.equal(await site.stop(), 0);
});
