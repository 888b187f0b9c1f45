/** What each task of deno.json says to somebody who does not know it yet. */
import assert from "node:assert/strict";

const README = await Deno.readTextFile("README.md");
const { tasks } = JSON.parse(await Deno.readTextFile("deno.json")) as {
  readonly tasks: Readonly<Record<string, string>>;
};

/** Runs a task's program. It may look around, and do nothing. */
async function ask(command: string, arg: string) {
  const program = command.match(/\S+\.ts$/)![0];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--cached-only", "--allow-read", "--allow-env", program, arg],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const [said, told] = [stdout, stderr].map((each) => new TextDecoder().decode(each).trim());
  return { code, said, told };
}

for (const [name, command] of Object.entries(tasks)) {
  Deno.test(`deno task ${name} says with --help how it is used, as the README does`, async () => {
    const { code, said, told } = await ask(command, "--help");

    assert.deepEqual([code, told], [0, ""]);
    assert.match(said, new RegExp(`^  .*deno task ${name}\\b`, "m"));
    assert.ok(README.includes(`deno task ${name}`), "the README does not have it");
  });

  Deno.test(`deno task ${name} refuses in one line what it does not know`, async () => {
    const { code, said, told } = await ask(command, "--no-such-option");

    assert.deepEqual([code, said], [name === "start" ? 1 : 64, ""]);
    assert.match(told, /^.*"?'?--no-such-option'?"?: see --help$/);
  });
}
