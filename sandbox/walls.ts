import type { Limits } from "./limits.ts";

/** The outer walls that this machine has. The inner ones always stand. */
export interface Walls {
  /** Limits on CPU time and memory, by `prlimit`. */
  readonly hasLimits: boolean;
  /** Namespaces without network, files or other processes, by bubblewrap. */
  readonly hasNamespaces: boolean;
  /** True where the kernel ends all that bubblewrap has started with it, and it with us. */
  readonly isTied?: boolean;
  /** True where nobody inside can make a user namespace of their own: bubblewrap 0.8 or later. */
  readonly isSealed?: boolean;
}

/** Tries which of the operating system's walls can be raised here. */
export async function findWalls(): Promise<Walls> {
  const mounts = ["--ro-bind", "/", "/", "--dev", "/dev", "--tmpfs", "/tmp", ...READ_ONLY];
  const inside = [...NAMESPACES, ...mounts, "true"];
  const [hasLimits, hasNamespaces, isTied] = await Promise.all([
    succeeds("prlimit", ["--cpu=5", "nice", "true"]),
    succeeds("bwrap", inside),
    succeeds("prlimit", ["--cpu=5", ...TIE, "bwrap", ...inside]),
  ]);
  // Tried behind what children will be started behind.
  const [command, ...args] = isTied ? ["prlimit", "--cpu=5", ...TIE, "bwrap"] : ["bwrap"];
  const isSealed = await succeeds(command, [...args, ...SEAL, ...inside]);
  return { hasLimits, hasNamespaces, isTied, isSealed };
}

/** The walls in words, for the line that `start` prints. */
export function describeWalls(walls: Walls): string {
  const stand = ["process without permissions", "SES compartment", "fuel", "heap limit"];
  if (walls.hasLimits) stand.push("CPU and memory limits");
  if (walls.hasNamespaces) stand.push("namespaces");
  return stand.join(", ");
}

/** Tells the operator in one line which wall is missing. */
export class WallsError extends Error {
  override name = "WallsError";
}

/**
 * @throws WallsError when the operator demands the operating system's walls and they are not to be had.
 */
export function requireWalls(walls: Walls, isDemanded: boolean): void {
  if (!isDemanded || (walls.hasLimits && walls.hasNamespaces)) return;
  const advice = [];
  if (!walls.hasLimits) advice.push("install prlimit (util-linux)");
  if (!walls.hasNamespaces) {
    advice.push("install bubblewrap and let this user make user namespaces (docs/operations.md)");
  }
  throw new WallsError(
    "GRADER_REQUIRE_OS_SANDBOX is set, and not all walls can be raised here: " +
      `${advice.join("; ")}; or unset it`,
  );
}

/**
 * Makes what follows the first process of a process namespace, which the kernel empties when the
 * first one dies, and lets it die with us. `--die-with-parent` alone does not do: bubblewrap's own
 * child waits for a sign of bubblewrap's, for ever where that was killed before it gave one
 * (https://github.com/containers/bubblewrap/issues/633). bubblewrap 0.11 looks for its child in
 * /proc, which has to be the one of that namespace.
 */
const TIE = [
  ...["setpriv", "--pdeathsig", "KILL"],
  ...["unshare", "--user", "--map-current-user", "--pid", "--fork", "--kill-child", "--mount-proc"],
];

const NAMESPACES = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"];

/** In a user namespace of one's own much of the kernel is to be reached that is else for root alone. */
const SEAL = ["--unshare-user", "--disable-userns"];

/** What could be written there would be kept in memory, and no limit of a child's counts that. */
const READ_ONLY = ["/", "/dev", "/tmp"].flatMap((path) => ["--remount-ro", path]);

/**
 * The command that runs a child behind all walls that stand. A `niceness` lets our own process go
 * first where they want the same core.
 */
export function childCommand(
  walls: Walls,
  limits: Limits,
  files: { readonly deno: string; readonly bundle: string; readonly niceness?: number },
): [string, string[]] {
  const { deno, bundle, niceness = 0 } = files;
  const flags = [
    `--max-heap-size=${limits.heapMb}`,
    // A short life full of small objects: a roomy nursery saves a part of it.
    "--min-semi-space-size=16",
    // All of the bundle is compiled once, and kept with its lines: see `childBundle`. Else V8 compiles
    // a function when it is first called, and the whole file again for the first error's stack.
    "--no-lazy",
    "--no-enable-lazy-source-positions",
    "--enable-experimental-regexp-engine-on-excessive-backtracks",
  ];
  let command = [deno, "run", "--no-prompt", "--no-config", "--no-lock", "--no-remote"];
  command.push("--no-npm", `--v8-flags=${flags.join()}`, bundle);
  if (walls.hasNamespaces) {
    const seal = walls.isSealed ? SEAL : [];
    command = ["bwrap", ...seal, ...namespaces(deno, bundle), ...command];
  }
  if (walls.hasLimits) {
    const { cpuSeconds, dataMb } = limits;
    // The second CPU limit is for a child that takes no notice of the first.
    const flags = [`--cpu=${cpuSeconds}:${cpuSeconds + 1}`, `--data=${dataMb * 1024 * 1024}`];
    if (walls.hasNamespaces && walls.isTied) command = [...TIE, ...command];
    if (niceness > 0) command = ["nice", "-n", String(niceness), ...command];
    command = ["prlimit", ...flags, "--core=0", ...command];
  }
  return [command[0], command.slice(1)];
}

/** Where Deno keeps what it makes of a bundle, for children to read. */
export function cacheOf(bundle: string): string {
  return `${bundle}.cache`;
}

/** Inside there is the program, the libraries that it is linked to, and nothing else. */
function namespaces(deno: string, bundle: string): string[] {
  const libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/nix/store"];
  return [
    ...NAMESPACES,
    // Before the files: where they lie below /tmp, an empty one mounted later would hide them.
    ...["--dev", "/dev", "--tmpfs", "/tmp", "--setenv", "DENO_DIR", "/cache", "--chdir", "/"],
    ...libraries.flatMap((path) => ["--ro-bind-try", path, path]),
    ...[deno, bundle].flatMap((path) => ["--ro-bind", path, path]),
    ...["--ro-bind-try", cacheOf(bundle), "/cache"],
    ...READ_ONLY,
  ];
}

async function succeeds(command: string, args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, {
      args,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}
