import { findOnPath } from "./find_on_path.ts";
import { installPackage } from "./install_package.ts";

/** A PostgreSQL server of our own on loopback, which forgets everything when it stops. */
export interface Postgres {
  /** Of a database that is there and empty. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Where the server's programs are, and what starts them as somebody who is not root. */
export interface PostgresPrograms {
  readonly folder: string;
  readonly asUser: readonly string[];
}

/** Debian keeps each version in a folder of its own, off the PATH. */
const DEBIAN = "/usr/lib/postgresql";
const VERSION_MIN = 15;
const ATTEMPTS_MAX = 5;

/** The server's programs, installed where root asks on Debian, or what to do to have them. */
export async function findPostgres(): Promise<PostgresPrograms | { readonly advice: string }> {
  const folder = await findPostgresFolder() ??
    (await installPackage("postgresql") ? await findPostgresFolder() : undefined);
  if (folder === undefined) {
    return { advice: `install PostgreSQL ${VERSION_MIN}, as by "sudo apt-get install postgresql"` };
  }
  if (Deno.uid() !== 0) return { folder, asUser: [] };
  // The server refuses to run as root.
  const setpriv = await findOnPath(["setpriv"]);
  if (setpriv === undefined) return { advice: "install util-linux, for its setpriv" };
  return {
    folder,
    asUser: [setpriv, "--reuid=postgres", "--regid=postgres", "--clear-groups"],
  };
}

/** Where its programs are, if they are on this machine. */
export async function findPostgresFolder(): Promise<string | undefined> {
  const versions: number[] = [];
  try {
    for await (const { name } of Deno.readDir(DEBIAN)) versions.push(Number(name));
  } catch {
    // No Debian, or no server.
  }
  const newest = Math.max(...versions.filter((version) => version >= VERSION_MIN));
  if (newest >= VERSION_MIN) return `${DEBIAN}/${newest}/bin`;
  return (await findOnPath(["initdb"]))?.replace(/\/initdb$/, "");
}

/**
 * Makes a cluster in a temporary folder and starts its server on a free port. Only where it is
 * durable does it wait for the disk, as a server with data that matter would.
 */
export async function startPostgres(
  programs: PostgresPrograms,
  { isDurable = false }: { readonly isDurable?: boolean } = {},
): Promise<Postgres> {
  const folder = await Deno.makeTempDir({ prefix: "truthlab-postgres-" });
  // It is another user's server.
  await Deno.chmod(folder, 0o777);
  try {
    const data = `${folder}/data`;
    const [command, ...args] = [...programs.asUser, `${programs.folder}/initdb`];
    const settings = ["-U", "truthlab", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"];
    const made = await new Deno.Command(command, {
      args: [...args, "-D", data, ...settings],
      cwd: folder,
      stdin: "null",
    }).output();
    if (!made.success) throw new Error(new TextDecoder().decode(made.stderr));
    const { port, process } = await listenSomewhere(programs, { data, isDurable });
    return {
      url: `postgres://truthlab@127.0.0.1:${port}/postgres`,
      async stop() {
        process.kill("SIGINT");
        await process.status;
        await Deno.remove(folder, { recursive: true });
      },
    };
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  }
}

interface Cluster {
  /** Its folder. */
  readonly data: string;
  readonly isDurable: boolean;
}

/** It cannot choose a port by itself; one that was free a moment ago may be taken. */
async function listenSomewhere(
  programs: PostgresPrograms,
  cluster: Cluster,
): Promise<{ readonly port: number; readonly process: Deno.ChildProcess }> {
  let said = "";
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const port = freePort();
    const process = run(programs, cluster, port);
    said = await readUntil(process.stderr, /ready to accept connections/);
    if (said.includes("ready to accept connections")) return { port, process };
    await process.status;
  }
  throw new Error(`PostgreSQL did not start, and it said: ${said}`);
}

function run({ folder, asUser }: PostgresPrograms, { data, isDurable }: Cluster, port: number) {
  const [command, ...args] = [...asUser, `${folder}/postgres`];
  const options = [
    `fsync=${isDurable ? "on" : "off"}`,
    // It would look at tables whenever it likes, and plan otherwise than a moment ago.
    `autovacuum=${isDurable ? "on" : "off"}`,
    `port=${port}`,
    "listen_addresses=127.0.0.1",
  ]
    .concat("unix_socket_directories=", "max_connections=200");
  return new Deno.Command(command, {
    args: [...args, "-D", data, ...options.flatMap((option) => ["-c", option])],
    cwd: data.replace(/\/data$/, ""),
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  return port;
}

/** What a stream says until something fits, or until it ends; the rest is read and let go. */
async function readUntil(stream: ReadableStream<Uint8Array>, pattern: RegExp): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!pattern.test(text)) {
    const { value, done } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  (async () => {
    while (!(await reader.read()).done);
  })();
  return text;
}
