/**
 * Prints the permissions that a task needs, and no more: some depend on the settings and on what
 * this machine has. Used as `deno run $(deno run ... tools/permissions.ts start) main.ts`. All of them
 * run with `--cached-only`, once `deno install` has fetched what they need: else Deno asks the
 * registry about packages that are here, each time, and says so.
 */
import { readSettings, type Settings } from "@/serve.ts";
import { findOnPath } from "./test/find_on_path.ts";
import { findPostgresFolder } from "./test/start_postgres.ts";

/** What `readSettings` reads. */
const SETTINGS = [
  "HOST",
  "PORT",
  "DATA_DIR",
  "GRADER_REQUIRE_OS_SANDBOX",
  "SUBMISSIONS_PER_MINUTE",
  "METRICS_TOKEN",
  "GRADERS",
  "DATABASE_URL",
  "TRUST_PROXY",
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_CLIENT_SECRET",
  "OIDC_NAME",
  "OIDC_HOSTS",
];

/** What the driver for PostgreSQL looks for beside the address that it is given. */
const POSTGRES_ENV = [
  "PGPASSWORD",
  "PGBINARY",
  "PGOPTIONS",
  "PGSSLMODE",
  "PGSSLNEGOTIATION",
  "PGCLIENT_ENCODING",
  "PGREPLICATION",
  "PGCONNECT_TIMEOUT",
];

/** What the bundler reads of its environment when it is loaded. */
const ESBUILD_ENV = ["ESBUILD_BINARY_PATH", "ESBUILD_MAX_BUFFER", "ESBUILD_WORKER_THREADS"];

/** The site itself says what is wrong with its settings: that needs no more than to read them. */
const EXPLAINING = ["--cached-only", `--allow-env=${[...SETTINGS, ...ESBUILD_ENV].join()}`];

const PERMISSIONS: Record<string, () => Promise<string[]>> = {
  async build() {
    return [
      "--cached-only",
      "--allow-read=.",
      "--allow-write=_fresh",
      // All of it: what starts the bundler hands the whole environment on.
      "--allow-env",
      // The bundler, and the grader's child: its compiled code is kept.
      `--allow-run=${await esbuildBinary()},${Deno.execPath()}`,
    ];
  },

  async start() {
    const settings = trySettings();
    if (settings === undefined) return EXPLAINING;
    const { hostname, port, provider } = settings;
    return await serving(settings, [hostOf(hostname, port), ...provider?.hosts ?? []]);
  },

  /** As the site, but that it listens nowhere. */
  async grader() {
    const settings = trySettings();
    if (settings === undefined) return EXPLAINING;
    return await serving(settings, []);
  },

  async grade() {
    const walls = await Promise.all(["bwrap", "prlimit"].map((name) => findOnPath([name])));
    return [
      "--cached-only",
      // The file to grade may lie anywhere.
      "--allow-read",
      `--allow-env=${["GRADER_REQUIRE_OS_SANDBOX", ...ESBUILD_ENV].join()}`,
      `--allow-run=${[Deno.execPath(), ...walls.filter((path) => path !== undefined)].join()}`,
    ];
  },

  /** Goes to the site that is named, with the token from where it lies. */
  submit() {
    return Promise.resolve([
      "--cached-only",
      "--allow-net",
      // The file to submit may lie anywhere, and the token's too.
      "--allow-read",
      "--allow-env=TRUTHLAB_TOKEN,HOME,XDG_CONFIG_HOME",
    ]);
  },

  /** Grades what is in the project, and stores the scores. */
  async score() {
    const [, , , run] = await PERMISSIONS.grade();
    const read = `--allow-read=.,${Deno.execPath()}`;
    const env = `--allow-env=${ESBUILD_ENV.join()}`;
    return ["--cached-only", read, "--allow-write=grading/score.json", env, run];
  },

  /** No network and no other program; the data folder and the backup may lie anywhere. */
  backup() {
    return Promise.resolve([
      "--cached-only",
      "--allow-read",
      "--allow-write",
      `--allow-env=${SETTINGS.join()}`,
    ]);
  },

  restore() {
    return PERMISSIONS.backup();
  },

  /** Needs what a grader needs: it grades a few programs. */
  generate() {
    return PERMISSIONS.grader();
  },

  /** From the data folder to the server that is named, and nowhere else. */
  "migrate:postgres"() {
    const url = trySettings()?.databaseUrl;
    return Promise.resolve([
      "--cached-only",
      "--allow-read",
      "--allow-write",
      ...url === undefined ? [] : [`--allow-net=${databaseHost(url)}`],
      `--allow-env=${[...SETTINGS, ...POSTGRES_ENV].join()}`,
    ]);
  },

  /** Runs other runs of deno, each with the permissions of its group of tests. */
  async test() {
    const programs = await Promise.all(["apt-get", "setpriv"].map((name) => findOnPath([name])));
    const postgres = await findPostgresFolder();
    const run = [Deno.execPath(), ...programs.filter((path) => path !== undefined)]
      .concat(postgres === undefined ? [] : [`${postgres}/initdb`, `${postgres}/postgres`]);
    return [
      "--cached-only",
      // Browsers and walls may be anywhere on the PATH.
      "--allow-read",
      `--allow-write=${Deno.env.get("TMPDIR") || "/tmp"}`,
      "--allow-env=PATH,CHROMIUM,TMPDIR",
      "--allow-sys=uid",
      // A free port is looked for.
      "--allow-net=127.0.0.1",
      `--allow-run=${run.join()}`,
    ];
  },

  /** The tests, and all else that must hold before a change is handed in. */
  ok() {
    return PERMISSIONS.test();
  },

  /** Type-checks what learners would write, and grades it. */
  async check() {
    const [, read, , run] = await PERMISSIONS.grade();
    // All of the environment: the YAML parser looks for a switch of its own.
    return ["--cached-only", read, run, "--allow-env", "--allow-write=_fresh"];
  },
};

/** Storage, and graders behind their walls. */
async function serving(settings: Settings, others: readonly string[]): Promise<string[]> {
  const { dataDir, databaseUrl } = settings;
  const deno = Deno.execPath();
  const walls = await Promise.all(["bwrap", "prlimit"].map((name) => findOnPath([name])));
  const hosts = [...others, ...databaseUrl === undefined ? [] : [databaseHost(databaseUrl)]];
  const env = [...SETTINGS, ...ESBUILD_ENV, ...databaseUrl === undefined ? [] : POSTGRES_ENV];
  return [
    "--cached-only",
    // What requests leave behind is short-lived and small: it is collected often, or a busy server
    // holds 60 MB more than it uses.
    "--v8-flags=--max-semi-space-size=4",
    ...hosts.length === 0 ? [] : [`--allow-net=${hosts.join()}`],
    `--allow-read=.,${dataDir},${deno}`,
    `--allow-write=${dataDir}`,
    `--allow-env=${env.join()}`,
    `--allow-run=${[deno, ...walls.filter((path) => path !== undefined)].join()}`,
  ];
}

function hostOf(hostname: string, port: number | string): string {
  return `${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

/** PostgreSQL listens at 5432 where nothing else is said. */
function databaseHost(url: string): string {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || 5432}`;
}

function trySettings(): Settings | undefined {
  try {
    return readSettings();
  } catch {
    return undefined;
  }
}

/** The bundler's program, as npm ships it for this machine. */
export async function esbuildBinary(): Promise<string> {
  const { imports } = JSON.parse(await Deno.readTextFile("deno.json"));
  const version = imports.esbuild.split("@").at(-1);
  const { os, arch } = Deno.build;
  const cpu = arch === "aarch64" ? "arm64" : "x64";
  const platform = os === "windows" ? `win32-${cpu}` : `${os}-${cpu}`;
  const program = os === "windows" ? "esbuild.exe" : "bin/esbuild";
  return `node_modules/.deno/@esbuild+${platform}@${version}/node_modules/@esbuild/${platform}/${program}`;
}

if (import.meta.main) {
  const [name] = Deno.args;
  if (!Object.hasOwn(PERMISSIONS, name)) {
    console.error(`No permissions are listed for "${name}": add them in tools/permissions.ts`);
    Deno.exit(1);
  }
  console.log((await PERMISSIONS[name]()).join(" "));
}
