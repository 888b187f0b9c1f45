export interface TaskRun {
  readonly code: number;
  readonly said: string;
}

/** A command of ours, with the permissions that its task computes. */
export async function taskCommand(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Deno.Command> {
  const deno = Deno.execPath();
  const options = {
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  } as const;
  const listing = ["run", "-R", "-E", "tools/permissions.ts", name];
  const listed = await new Deno.Command(deno, { ...options, args: listing }).output();
  const flags = new TextDecoder().decode(listed.stdout).trim().split(" ");
  const all = ["run", "--no-prompt", ...flags, `tools/${name}.ts`, ...args];
  return new Deno.Command(deno, { ...options, args: all });
}

/** What a command says, to both its outputs, and its exit code. */
export async function runTask(...what: Parameters<typeof taskCommand>): Promise<TaskRun> {
  const { code, stdout, stderr } = await (await taskCommand(...what)).output();
  return { code, said: [stdout, stderr].map((each) => new TextDecoder().decode(each)).join("") };
}
