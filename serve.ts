/** What `main.ts` needs to run the site: settings, the port, the start message, a graceful stop. */
import type { Grading, GradingOptions } from "@/grading/open_grading.ts";
import { RATES, type Rates } from "@/grading/rates.ts";
import type { ProviderSettings } from "@/auth/provider.ts";
import { withoutSecrets } from "@/db/describe_trouble.ts";
import { makeFirstToken } from "@/auth/instructor_token.ts";

export interface Settings {
  readonly hostname: string;
  readonly port: number;
  readonly dataDir: string;
  /** True where submissions must not run without the operating system's walls. */
  readonly requiresOsSandbox: boolean;
  /** How often one learner may ask. */
  readonly rates: Rates;
  /** How many submissions are graded at once here: 0 for pages alone, one a core unless told. */
  readonly graders?: number;
  /** Where the PostgreSQL database is; without one it is a file in the data folder. */
  readonly databaseUrl?: string;
  /** True where a proxy in front says in headers who asks, and whether by TLS. */
  readonly trustsProxy: boolean;
  /** Where people may sign in with an account that they have elsewhere. */
  readonly provider?: ProviderSettings;
  /** Opens /metrics for a program that collects them, where one is set. */
  readonly metricsToken?: string;
}

type Environment = Pick<Deno.Env, "get">;

/** Reads the environment: README.md lists the variables. */
export function readSettings(env: Environment = Deno.env): Settings {
  const port = env.get("PORT") || "8000";
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new StartError(`PORT is "${port}": set it to a number from 0 to 65535`);
  }
  const dataDir = (env.get("DATA_DIR") || "data").replace(/(?<=.)\/+$/, "");
  if (/[\s,]/.test(dataDir)) {
    throw new StartError(`DATA_DIR is "${dataDir}": choose a path without spaces and commas`);
  }
  return {
    hostname: env.get("HOST") || "127.0.0.1",
    port: Number(port),
    dataDir,
    requiresOsSandbox: readSwitch("GRADER_REQUIRE_OS_SANDBOX", env),
    trustsProxy: readSwitch("TRUST_PROXY", env),
    graders: readGraders(env.get("GRADERS")),
    databaseUrl: readDatabaseUrl(env.get("DATABASE_URL")),
    provider: readProvider(env),
    rates: readRates(env.get("SUBMISSIONS_PER_MINUTE")),
    metricsToken: readMetricsToken(env.get("METRICS_TOKEN")),
  };
}

/** Whether a wall is demanded, or a proxy trusted, is not to be guessed from "no" or "false". */
export function readSwitch(name: string, env: Environment = Deno.env): boolean {
  const text = env.get(name) || "0";
  if (text === "0" || text === "1") return text === "1";
  throw new StartError(`${name} is "${text}": set it to 1, or to 0`);
}

/** More than any machine has use for. */
const GRADERS_MAX = 256;

function readGraders(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,3}$/.test(text) && Number(text) <= GRADERS_MAX) return Number(text);
  throw new StartError(`GRADERS is "${text}": set it to a number from 0 to ${GRADERS_MAX}`);
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  const isPostgres = url !== null && /^postgres(?:ql)?:$/.test(url.protocol) &&
    url.hostname !== "" && url.pathname.length > 1;
  if (isPostgres) return text;
  // The message does not repeat it: a password may be in it.
  throw new StartError(
    "DATABASE_URL is no address of a PostgreSQL database: write postgres://USER:PASSWORD@HOST:PORT/NAME",
  );
}

/** A provider over plain HTTP is one on this machine, for trying it out. */
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

function readProvider(env: Environment): ProviderSettings | undefined {
  const [issuer, clientId, clientSecret] = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"]
    .map((name) => env.get(name) ?? "");
  if (issuer === "" && clientId === "" && clientSecret === "") return undefined;
  if (issuer === "" || clientId === "" || clientSecret === "") {
    throw new StartError(
      "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three, or none",
    );
  }
  const url = URL.parse(issuer);
  const isSafe = url?.protocol === "https:" ||
    (url?.protocol === "http:" && LOOPBACK.includes(url.hostname));
  if (url === null || !isSafe) {
    throw new StartError(`OIDC_ISSUER is "${issuer}": set it to an address with https://`);
  }
  const hosts = (env.get("OIDC_HOSTS") ?? "").split(",").map((host) => host.trim())
    .filter((host) => host !== "");
  const bad = hosts.find((host) => !/^\w[\w.-]*(?::\d+)?$/.test(host));
  if (bad !== undefined) throw new StartError(`OIDC_HOSTS has "${bad}": write HOST or HOST:PORT`);
  const name = env.get("OIDC_NAME") || url.hostname;
  return { issuer, clientId, clientSecret, name, hosts: [hostOf(url), ...hosts] };
}

function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

/** What grading takes from the settings. */
export function gradingOptions(settings: Settings): Omit<GradingOptions, "db" | "limits"> {
  const { dataDir, requiresOsSandbox, rates, graders: workers, databaseUrl: url } = settings;
  return {
    dataDir,
    requiresOsSandbox,
    rates,
    workers,
    openNews: url === undefined
      ? undefined
      : async (onNews) =>
        await (await import("@/db/news.ts")).openNews({ url, onNews, log: writeLog }),
  };
}

function readRates(text: string | undefined): Rates {
  if (text === undefined || text === "") return RATES;
  const perMinute = Number(text);
  if (!/^\d{1,6}$/.test(text) || perMinute < 1) {
    throw new StartError(`SUBMISSIONS_PER_MINUTE is "${text}": set it to a whole number from 1 on`);
  }
  const burst = Math.max(RATES.submissions.burst, perMinute);
  return { ...RATES, submissions: { burst, perMinute } };
}

/** What is shorter can be guessed. */
const TOKEN_LENGTH_MIN = 20;

function readMetricsToken(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  // The message does not repeat it: it is a secret.
  if (!/^[\x21-\x7e]+$/.test(text) || text.length < TOKEN_LENGTH_MIN) {
    throw new StartError(
      `METRICS_TOKEN is no good token: choose ${TOKEN_LENGTH_MIN} letters and digits or more`,
    );
  }
  return text;
}

/** Tells the operator in one line why the site cannot start. */
export class StartError extends Error {
  override name = "StartError";
}

/** Runs the site; what keeps it from starting is told in one line, and ends with exit code 1. */
export async function orExplain(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    console.error(
      error instanceof Error && isTold(error) ? `Cannot start: ${error.message}` : error,
    );
    Deno.exit(1);
  }
}

/** Errors that are meant for the operator have names of their own; all others are bugs of ours. */
export function isTold(error: Error): boolean {
  return TOLD.includes(error.name);
}

const TOLD = ["DatabaseError", "StartError", "WallsError"];

/** One structured line to standard output. */
export function writeLog(line: Record<string, unknown>): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), ...line }));
}

const HELP = `Serves the site until Ctrl-C, and tells where.

  deno task start

It takes no arguments. Set PORT, DATA_DIR and the other variables that README.md lists.`;

/** What was typed behind the command would else be taken for settings, and count for nothing. */
export function refuseArguments([first]: readonly string[]): void {
  if (first === undefined) return;
  if (first !== "--help" && first !== "-h") {
    throw new StartError(`The site takes no arguments such as "${first}": see --help`);
  }
  console.log(HELP);
  Deno.exit(0);
}

/** Makes the data folder where it is missing, and tries to write there. */
export async function prepareDataDir(dataDir: string): Promise<void> {
  const probe = `${dataDir}/.probe-${crypto.randomUUID()}`;
  try {
    await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
    await Deno.writeTextFile(probe, "");
    await Deno.remove(probe);
  } catch (error) {
    throw new StartError(
      `Cannot write to the data folder ${dataDir}: set DATA_DIR to a folder that can be written`,
      { cause: error },
    );
  }
}

/** Serves until the process is told to stop, then lets running requests end. */
export async function serve(
  handler: Deno.ServeHandler,
  options: Settings & { readonly grading: Pick<Grading, "walls" | "hangUp" | "close"> },
): Promise<void> {
  const { hostname, port, dataDir, databaseUrl, grading } = options;
  const server = await orClose(grading, () => listen(handler, { hostname, port }));
  let isStopping = false;
  const stop = () => {
    if (isStopping) Deno.exit(130);
    isStopping = true;
    // Pages that follow a submission would keep their requests open for ever.
    grading.hangUp();
    server.shutdown();
  };
  // Before it says that it is ready: whoever reads that may stop it at once.
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);
  // The first start shows the token; later ones only know its hash.
  const token = await makeFirstToken(dataDir);
  const lines = [
    `Truthlab is ready: ${addressOf(server)}`,
    token && `  Instructor's token, shown this once: ${token}  (${addressOf(server)}teach)`,
    `  Walls around submissions: ${grading.walls}`,
    databaseUrl && `  Database: ${withoutSecrets(databaseUrl)}`,
    `  Data: ${dataDir}. Stop with Ctrl-C.`,
  ];
  const text = lines.filter((line) => line !== undefined).join("\n");
  // Not by the console, whose lines OpenTelemetry sends away: the token is for this terminal only.
  await Deno.stdout.write(new TextEncoder().encode(`${text}\n`));
  await server.finished;
  await grading.close();
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.removeSignalListener(signal, stop);
}

/** The port cannot be had: what was opened before is closed again. */
async function orClose<Result>(
  grading: Pick<Grading, "close">,
  open: () => Result,
): Promise<Result> {
  try {
    return open();
  } catch (error) {
    await grading.close();
    throw error;
  }
}

function listen(
  handler: Deno.ServeHandler,
  options: { hostname: string; port: number },
): Deno.HttpServer<Deno.NetAddr> {
  const { hostname, port } = options;
  try {
    return Deno.serve({ ...options, automaticCompression: true, onListen: () => {} }, handler);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new StartError(`Port ${port} is in use: stop what uses it, or set PORT to another`);
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new StartError(`May not listen on ${hostname}:${port}: set PORT to 1024 or above`);
    }
    throw new StartError(
      `Cannot listen on ${hostname}:${port}: set HOST to an address of this machine`,
      { cause: error },
    );
  }
}

function addressOf(server: Deno.HttpServer<Deno.NetAddr>): string {
  const { hostname, port } = server.addr;
  return `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}/`;
}
