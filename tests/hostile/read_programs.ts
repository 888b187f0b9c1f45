/** A program that means ill, and what must become of it. */
export interface HostileProgram {
  /** Folder and file name: `escaping/eval_by_name`. */
  readonly name: string;
  /** What it tries, in words. */
  readonly tries: string;
  /** The verdicts that are right, with the failed check where it matters: `failed: answers`. */
  readonly ends: readonly string[];
  /** What the learner must read. */
  readonly says: RegExp | undefined;
  readonly source: string;
}

/** Reads all programs below a folder, sorted by name. */
export async function readPrograms(root: string): Promise<HostileProgram[]> {
  const programs: HostileProgram[] = [];
  for await (const folder of Deno.readDir(root)) {
    for await (const file of Deno.readDir(`${root}/${folder.name}`)) {
      const path = `${folder.name}/${file.name}`;
      programs.push(parseProgram(path, await Deno.readTextFile(`${root}/${path}`)));
    }
  }
  return programs.sort((one, other) => one.name < other.name ? -1 : 1);
}

function parseProgram(path: string, source: string): HostileProgram {
  const header = (key: string) => new RegExp(`^// ${key}: (.*)$`, "m").exec(source)?.[1];
  const tries = header("TRIES");
  const ends = header("ENDS");
  const says = header("SAYS");
  if (tries === undefined || ends === undefined) {
    throw new Error(`tests/hostile/programs/${path}: begin it with // TRIES: and // ENDS:`);
  }
  return {
    name: path.replace(/\.txt$/, ""),
    tries,
    ends: ends.split("|"),
    says: says === undefined ? undefined : new RegExp(says),
    source,
  };
}
