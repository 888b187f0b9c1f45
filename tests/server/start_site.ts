/** The real site, as `deno task start` runs it, on a free port and with data of its own. */
export interface Site {
  /** Ends without a slash: `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** The instructor's token, which the first start prints. */
  readonly token: string;
  /** What it printed so far. */
  readonly printed: () => string;
  /** Stops it gracefully, as an operator would, and resolves with its exit code. */
  stop(): Promise<number>;
  /** Ends it as a power failure would, and resolves when it is gone. The data stay. */
  kill(): Promise<void>;
}

/** A command with arguments, after which another command stands. */
export type Wrapper = readonly [string, ...string[]];

/**
 * Starts the site with the permissions that the task computes, and waits until it says it is ready.
 * A wrapper, where given, runs it in surroundings of its own.
 */
export async function startSite(
  dataDir?: string,
  settings: Readonly<Record<string, string>> = {},
  wrapper?: Wrapper,
): Promise<Site> {
  const folder = dataDir ?? await Deno.makeTempDir({ prefix: "site-" });
  const deno = Deno.execPath();
  const env = { PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, NO_COLOR: "1", ...settings };
  const permissions = await permissionsOf("start", env);
  const [command, ...args] = [...wrapper ?? [], deno, "run", "--no-prompt", ...permissions];
  const process = new Deno.Command(command, {
    args: [...args, "main.ts"],
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = collect(process);
  try {
    const [, url] = await output.find(/Truthlab is ready: (\S+)\//);
    const [, token = ""] = output.text().match(/token, shown this once: (\S+)/) ?? [];
    return {
      url,
      token,
      pid: process.pid,
      dataDir: folder,
      printed: output.text,
      async stop() {
        process.kill("SIGTERM");
        const { code } = await process.status;
        await output.ended;
        if (dataDir === undefined) await Deno.remove(folder, { recursive: true });
        return code;
      },
      async kill() {
        process.kill("SIGKILL");
        await process.status;
        await output.ended;
      },
    };
  } catch (error) {
    await process.status;
    await output.ended;
    throw error;
  }
}

/** What a task may do, as it computes that itself. */
export async function permissionsOf(
  task: string,
  env: Readonly<Record<string, string>>,
): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-R", "-E", "tools/permissions.ts", task],
    env,
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout).trim().split(" ");
}

/** Reads what a process prints, to both its outputs, as it comes. */
export function collect(process: Deno.ChildProcess) {
  let text = "";
  let look = () => {};
  const read = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const part of stream) {
      text += decoder.decode(part, { stream: true });
      look();
    }
  };
  const ended = Promise.all([read(process.stdout), read(process.stderr)]);
  return {
    ended,
    text: () => text,
    /** Resolves when a line matches; rejects when the process ends without. */
    find: (pattern: RegExp) =>
      new Promise<RegExpMatchArray>((resolve, reject) => {
        look = () => {
          // Only whole lines: a token must not be cut in two.
          const found = text.slice(0, text.lastIndexOf("\n") + 1).match(pattern);
          if (found !== null) resolve(found);
        };
        look();
        ended.then(() => reject(new Error(`The process ended, and it said: ${text}`)));
      }),
  };
}
