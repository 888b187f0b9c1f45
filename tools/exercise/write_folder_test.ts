import assert from "node:assert/strict";
import { listSlugs } from "@/grading/exercises.ts";
import { writeFolder } from "./write_folder.ts";

async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(`${folder}/new/place`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("writeFolder() never writes over a program, and renews the rest", () =>
  withFolder(async (folder) => {
    const first = await writeFolder(".", "vector-clock", folder);
    await Deno.writeTextFile(`${folder}/program.ts`, "mine");
    await Deno.writeTextFile(`${folder}/api.ts`, "old");
    const second = await writeFolder(".", "vector-clock", folder);

    assert.deepEqual([first.isNew, second.isNew], [true, false]);
    assert.equal(await Deno.readTextFile(`${folder}/program.ts`), "mine");
    assert.match(await Deno.readTextFile(`${folder}/api.ts`), /export/);
  }));

Deno.test("writeFolder() writes over nothing in a folder that has other files", () =>
  withFolder(async (folder) => {
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(`${folder}/README.md`, "# My thesis\n");

    await assert.rejects(writeFolder(".", "vector-clock", folder), {
      name: "UsageError",
      message: /has files that are of no exercise: name a new folder/,
    });
    await assert.rejects(writeFolder(".", "vector-clock", `${folder}/README.md`), {
      name: "UsageError",
      message: /^Cannot write to .*README\.md: name a folder that you may write to$/,
    });

    const left = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
    assert.deepEqual(left, ["README.md"]);
    assert.equal(await Deno.readTextFile(`${folder}/README.md`), "# My thesis\n");
  }));

for (const slug of await listSlugs(".")) {
  Deno.test(`writeFolder() makes ${slug} whole: its files import nothing from elsewhere`, () =>
    withFolder(async (folder) => {
      await writeFolder(".", slug, folder);

      const files = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
      for (const name of files.filter((each) => each.endsWith(".ts"))) {
        const source = await Deno.readTextFile(`${folder}/${name}`);
        for (const [, specifier] of source.matchAll(/from "([^"]+)"/g)) {
          assert.ok(files.includes(specifier.replace("./", "")), `${name} imports ${specifier}`);
        }
      }
    }));
}
