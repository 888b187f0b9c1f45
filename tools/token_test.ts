import assert from "node:assert/strict";
import { isInstructorToken, makeFirstToken } from "@/auth/instructor_token.ts";

/** What the command says with a data folder. */
async function tokenOf(dataDir: string) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--cached-only", "-R", "-W", "-E", "tools/token.ts"],
    env: { NO_COLOR: "1", DATA_DIR: dataDir },
    stdin: "null",
  }).output();
  const [said, told] = [stdout, stderr].map((each) => new TextDecoder().decode(each).trim());
  return { code, said, told };
}

Deno.test("deno task token replaces a site's token, and makes none for a folder that is no site's", async () => {
  const dataDir = await Deno.makeTempDir();
  try {
    const before = await tokenOf(dataDir);
    const left = await Array.fromAsync(Deno.readDir(dataDir));
    const first = await makeFirstToken(dataDir);
    const after = await tokenOf(dataDir);

    assert.deepEqual([before.code, before.said, left], [1, "", []]);
    assert.match(before.told, /^There is no site's data in .*: set DATA_DIR/);
    assert.equal(after.code, 0);
    assert.ok(await isInstructorToken(dataDir, after.said));
    assert.ok(!await isInstructorToken(dataDir, first!));
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});
