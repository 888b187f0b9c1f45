/** A browser for the browser tests, or what to do to get one. */
export type Browser = { readonly path: string } | { readonly advice: string };

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Finds Chromium. Where there is none and this is Debian's root, Debian's is installed. */
export async function findChromium(): Promise<Browser> {
  const told = Deno.env.get("CHROMIUM");
  if (told) return { path: told };
  const found = await findOnPath(NAMES);
  if (found !== undefined) return { path: found };
  const aptGet = await findOnPath(["apt-get"]);
  if (aptGet === undefined) return { advice: "install Chromium, or set CHROMIUM to its path" };
  if (Deno.uid() !== 0) {
    return { advice: "run `sudo apt-get install chromium`, or set CHROMIUM to its path" };
  }
  console.log("There is no Chromium: installing Debian's");
  const isInstalled = await run(aptGet, ["update", "-qq"]) &&
    await run(aptGet, ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
  const installed = await findOnPath(NAMES);
  if (isInstalled && installed !== undefined) return { path: installed };
  return { advice: "`apt-get install chromium` did not work here: see what it said above" };
}

/** The first of some programs that is on the PATH. */
export async function findOnPath(names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
      try {
        const { isFile } = await Deno.stat(`${folder}/${name}`);
        if (isFile) return `${folder}/${name}`;
      } catch {
        // Not there.
      }
    }
  }
  return undefined;
}

async function run(command: string, args: readonly string[]): Promise<boolean> {
  const { success } = await new Deno.Command(command, {
    args: [...args],
    env: { DEBIAN_FRONTEND: "noninteractive" },
    stdin: "null",
    // What it has to say goes where our own words go.
    stdout: "inherit",
    stderr: "inherit",
  }).spawn().status;
  return success;
}
