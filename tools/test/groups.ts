/** What this machine offers to tests. */
export interface Machine {
  /** An empty folder for what tests write. */
  readonly tempDir: string;
  /** Programs by name, where they are. */
  readonly deno: string;
  readonly chromium?: string;
  /** The walls' programs that are here. */
  readonly walls: readonly string[];
  /** Where `pkill` is, for tests that end processes which are not their own children. */
  readonly killer?: string;
  readonly bundler: string;
}

/** Test files that need the same permissions, run together. */
export interface Group {
  readonly name: string;
  /** Folders whose test files belong here. The longest that fits decides. */
  readonly folders: readonly string[];
  readonly permissions: (machine: Machine) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the machine may lack: without it the tests are skipped, and that is said. */
  readonly needs?: "Chromium" | "PostgreSQL";
  /** Files that belong to other groups run here once more, where this is found in them. */
  readonly repeats?: RegExp;
  /** True where files disturb each other in nothing, so that as many run at once as there are cores. */
  readonly isParallel?: boolean;
  /** True where the tests of a file share what takes long to open: a browser, a site. */
  readonly sharesResources?: boolean;
}

/** All groups, in the order in which they run: what is quick first. */
export const GROUPS: readonly Group[] = [
  {
    name: "pure",
    folders: [""],
    permissions: () => ["--allow-read=."],
    isParallel: true,
  },
  {
    name: "compartment",
    folders: ["sandbox/inner", "islands", "exercises", "graders"],
    // SES and the packages around it look at the environment, and find nothing there.
    permissions: () => ["--allow-read=.", "--allow-env"],
    isParallel: true,
  },
  {
    name: "storage",
    folders: ["db", "auth", "fresh", "routes"],
    permissions: ({ tempDir }) => [
      `--allow-read=.,${tempDir}`,
      `--allow-write=${tempDir}`,
      "--allow-env",
    ],
    isParallel: true,
  },
  {
    // One file after the other: the one that grades all programs takes every core.
    name: "sandbox",
    folders: ["sandbox", "grading", "tools", "tests/exercises"],
    permissions: grading,
  },
  {
    name: "hostile",
    folders: ["tests/hostile"],
    // Its child has a grader of its own, which no build has bundled.
    permissions: (machine) => grading(machine, machine.bundler),
  },
  {
    name: "server",
    folders: ["tests/server", "tests/kill", "tests/load"],
    permissions: (machine) => [...grading(machine, machine.killer), "--allow-net=127.0.0.1"],
    isParallel: true,
    sharesResources: true,
  },
  {
    name: "PostgreSQL",
    folders: ["tests/postgres"],
    permissions: (machine) => [...grading(machine, machine.killer), "--allow-net=127.0.0.1"],
    isParallel: true,
    sharesResources: true,
    repeats: /from "@\/tests\/(?:storage\/scratch|server\/on_site)\.ts"/,
    needs: "PostgreSQL",
  },
  {
    name: "browser",
    folders: ["tests/e2e"],
    permissions: (machine) => [
      ...grading(machine, machine.chromium),
      "--allow-net=127.0.0.1",
      // The browser's driver asks what kind of machine this is.
      "--allow-sys=osRelease,cpus,homedir,hostname",
    ],
    needs: "Chromium",
    isParallel: true,
    sharesResources: true,
  },
];

/** Starting children, and keeping what they are made of in `_fresh`. */
function grading({ tempDir, deno, walls }: Machine, ...programs: (string | undefined)[]): string[] {
  const run = [deno, ...walls, ...programs].filter((path) => path !== undefined);
  return [
    `--allow-read=.,${tempDir},${deno}`,
    `--allow-write=${tempDir},_fresh`,
    "--allow-env",
    `--allow-run=${run.join()}`,
  ];
}

/** The group of a test file, by its path from the root. */
export function groupOf(path: string, groups: readonly Group[] = GROUPS): Group {
  const fits = groups.flatMap((group) =>
    group.folders
      .filter((folder) => folder === "" || path.startsWith(`${folder}/`))
      .map((folder) => ({ group, length: folder.length }))
  );
  return fits.sort((one, other) => other.length - one.length)[0].group;
}
