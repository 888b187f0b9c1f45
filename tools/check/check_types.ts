import type { Program } from "./grade_programs.ts";

/**
 * Type-checks what learners are given and what we hold up as right, each file beside a copy of its
 * `api.ts`, as the learner has it. Wrong programs may be wrong in their types, too.
 */
export async function checkTypes(programs: readonly Program[]): Promise<string[]> {
  const folder = "_fresh/check";
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  const paths: string[] = [];
  for (const { path, slug, source, kind } of programs) {
    if (kind === "wrong") continue;
    const name = path.split("/").at(-1)!.replace(/\.ts$/, "");
    const home = `${folder}/${slug}/${kind}_${name}`;
    await Deno.mkdir(home, { recursive: true });
    await Deno.copyFile(`exercises/${slug}/api.ts`, `${home}/api.ts`);
    await Deno.writeTextFile(`${home}/${name}.ts`, source);
    paths.push(`${home}/${name}.ts`);
  }
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", "--config", await writeConfig(folder), ...paths],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (success) return [];
  const said = new TextDecoder().decode(stderr).replace(/\n+Stack backtrace:[\s\S]*$/, "").trim();
  return [`A starter, solution or variant has type errors: mend them\n${said}`];
}

/** The project's own settings leave `_fresh` out. Solutions may name `api.ts` by its full path. */
async function writeConfig(folder: string): Promise<string> {
  const path = `${folder}/deno.json`;
  await Deno.writeTextFile(
    path,
    JSON.stringify({ compilerOptions: { strict: true }, imports: { "@/": "../../" } }),
  );
  return path;
}
