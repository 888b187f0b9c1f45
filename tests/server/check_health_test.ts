import assert from "node:assert/strict";
import { startSite } from "./start_site.ts";

/** As the container's health check calls it. */
async function checkHealth(url: string): Promise<{ code: number; said: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--cached-only", "--no-prompt", `--allow-net=${new URL(url).host}`]
      .concat("tools/check_health.ts", url),
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return { code, said: new TextDecoder().decode(code === 0 ? stdout : stderr) };
}

Deno.test("check_health says by its exit code whether the site answers", async () => {
  const site = await startSite();
  const up = await checkHealth(site.url);
  await site.stop();
  const down = await checkHealth(site.url);

  assert.deepEqual(up, { code: 0, said: '{"ok":true,"waiting":0}\n' });
  assert.equal(down.code, 1);
  assert.match(down.said, /does not answer/);
});
