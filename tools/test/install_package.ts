import { findOnPath } from "./find_on_path.ts";

/** Installs one of Debian's packages, where root asks and this is Debian; false where that fails. */
export async function installPackage(name: string): Promise<boolean> {
  const aptGet = await findOnPath(["apt-get"]);
  if (aptGet === undefined || Deno.uid() !== 0) return false;
  console.log(`There is no ${name}: installing Debian's`);
  return await run(aptGet, ["update", "-qq"]) &&
    await run(aptGet, ["install", "-y", "-qq", "--no-install-recommends", name]);
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
