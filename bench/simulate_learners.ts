import { Random } from "@/engine/random.ts";
import type { Site } from "@/tests/server/start_site.ts";

/** What learners do to a site, and how fast. */
export interface Load {
  readonly learners: number;
  /** Of all learners together. */
  readonly submissionsPerSecond: number;
  readonly submissions: number;
  /** How often anybody opens a page, a second. */
  readonly pagesPerSecond: number;
  readonly slug: string;
  /** What they submit: each with its part of the whole. */
  readonly mix: readonly { readonly part: number; readonly sources: readonly string[] }[];
  readonly seed: number;
}

/** What they saw, in milliseconds from asking to the last byte. */
export interface Seen {
  readonly verdictsMs: number[];
  readonly pagesMs: number[];
  readonly draftsMs: number[];
  /** What went wrong, in words: nothing should. */
  readonly failures: string[];
  /** Resident memory of the server, in MB, a sample every two seconds. */
  readonly memoryMb: number[];
  /** From the first submission to the last verdict. */
  readonly tookMs: number;
  /** What the server's process and this one took of the processors; 0 where nobody looked. */
  readonly cpuMs: { readonly server: number; readonly learners: number };
}

// Deno has it, and its types do not tell.
const { cpuUsage } = Deno as unknown as { cpuUsage(): { user: number; system: number } };

/** How many milliseconds before submitting a draft is saved. */
const DRAFT_BEFORE_MS = 1_000;

/**
 * Simulated learners work on a site over loopback. They do not wait for each other, nor for the
 * site: what is to happen when is drawn beforehand, so a slow site gets no less to do.
 */
export async function simulateLearners(
  { site, load, isWatched = false }: {
    readonly site: Pick<Site, "url" | "pid">;
    readonly load: Load;
    /** Whether memory and processors are looked at, which takes `ps` and `cat`. */
    readonly isWatched?: boolean;
  },
): Promise<Seen> {
  const seen: Seen & { tookMs: number; cpuMs: Seen["cpuMs"] } = {
    verdictsMs: [],
    pagesMs: [],
    draftsMs: [],
    failures: [],
    memoryMb: [],
    tookMs: 0,
    cpuMs: { server: 0, learners: 0 },
  };
  const learners = Array.from({ length: load.learners }, () => new Learner(site.url, load, seen));
  const random = new Random(load.seed, "load");
  const cpuBefore = isWatched ? await readCpuMs(site.pid) : undefined;
  const startMs = performance.now();
  const watching = isWatched
    ? setInterval(async () => seen.memoryMb.push(await residentMb(site.pid)), 2_000)
    : undefined;
  const gapMs = 1_000 / load.submissionsPerSecond;
  const deeds: Promise<void>[] = [];
  for (let number = 0; number < load.submissions; number++) {
    // A turn each, at a moment that is not quite regular.
    const learner = learners[number % learners.length];
    const source = draw(load.mix, random);
    const atMs = startMs + DRAFT_BEFORE_MS + (number + random.unit()) * gapMs;
    deeds.push(at(atMs - DRAFT_BEFORE_MS, () => learner.saveDraft(source)));
    deeds.push(at(atMs, () => learner.submit(source)));
  }
  const pages = Math.floor((load.submissions * gapMs * load.pagesPerSecond) / 1_000);
  for (let number = 0; number < pages; number++) {
    const learner = random.pick(learners);
    const atMs = startMs + DRAFT_BEFORE_MS + (number * 1_000) / load.pagesPerSecond;
    deeds.push(at(atMs, () => learner.openPage(random.pick(["exercise", "chapter", "start"]))));
  }
  await Promise.all(deeds);
  clearInterval(watching);
  seen.tookMs = performance.now() - startMs - DRAFT_BEFORE_MS;
  if (cpuBefore !== undefined) {
    const { server, learners } = await readCpuMs(site.pid);
    seen.cpuMs = { server: server - cpuBefore.server, learners: learners - cpuBefore.learners };
  }
  return seen;
}

async function at(atMs: number, deed: () => Promise<void>): Promise<void> {
  const delayMs = Math.max(0, atMs - performance.now());
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await deed();
}

function draw(mix: Load["mix"], random: Random): string {
  let rest = random.unit() * mix.reduce((sum, { part }) => sum + part, 0);
  const chosen = mix.find(({ part }) => (rest -= part) < 0) ?? mix[mix.length - 1];
  return random.pick(chosen.sources);
}

class Learner {
  readonly #url: string;
  readonly #load: Load;
  readonly #seen: Seen;
  #cookie = "";
  /** One learner does one thing after the other. */
  #before: Promise<void> = Promise.resolve();

  constructor(url: string, load: Load, seen: Seen) {
    this.#url = url;
    this.#load = load;
    this.#seen = seen;
  }

  saveDraft(source: string): Promise<void> {
    return this.#next(() =>
      this.#time(this.#seen.draftsMs, async () => {
        await this.#send(`/api/exercises/${this.#load.slug}/draft`, "PUT", { source });
      })
    );
  }

  /** Submits, and listens until the verdict is there. */
  submit(source: string): Promise<void> {
    return this.#next(() =>
      this.#time(this.#seen.verdictsMs, async () => {
        const { slug } = this.#load;
        const { id } = JSON.parse(await this.#send("/api/submissions", "POST", { slug, source }));
        const heard = await this.#send(`/api/submissions/${id}/events`, "GET");
        if (!heard.includes("\nevent: verdict\n")) throw new Error("heard of no verdict");
      })
    );
  }

  async openPage(page: "exercise" | "chapter" | "start"): Promise<void> {
    const paths = { exercise: `/exercises/${this.#load.slug}`, chapter: "/chapter", start: "/" };
    await this.#time(this.#seen.pagesMs, async () => {
      await this.#send(paths[page], "GET");
    });
  }

  #next(deed: () => Promise<void>): Promise<void> {
    return this.#before = this.#before.then(deed);
  }

  async #time(into: number[], deed: () => Promise<void>): Promise<void> {
    const startMs = performance.now();
    try {
      await deed();
      into.push(performance.now() - startMs);
    } catch (error) {
      this.#seen.failures.push(error instanceof Error ? error.message : String(error));
    }
  }

  async #send(path: string, method: string, body?: unknown): Promise<string> {
    const headers: Record<string, string> = { Cookie: this.#cookie };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) };
    const response = await fetch(this.#url + path, init);
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 200)}`);
    }
    this.#cookie = response.headers.get("Set-Cookie")?.split(";")[0] ?? this.#cookie;
    return text;
  }
}

/** CPU time until now, of the server's process and of this one. */
async function readCpuMs(pid: number): Promise<Seen["cpuMs"]> {
  const { user, system } = cpuUsage();
  const args = [`/proc/${pid}/stat`];
  // By a program of its own: reading /proc would take all permissions.
  const { stdout } = await new Deno.Command("cat", { args, stdin: "null" }).output();
  // The name, in parentheses, may hold anything. See proc_pid_stat(5): utime and stime, in ticks.
  const fields = new TextDecoder().decode(stdout).split(") ").at(-1)!.split(" ");
  const server = (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
  return { server, learners: (user + system) / 1_000 };
}

/** Linux counts a hundred ticks a second, for programs at least. */
const MS_PER_TICK = 10;

/** How much memory a process holds, by `ps`: reading /proc would take all permissions. */
async function residentMb(pid: number): Promise<number> {
  const args = ["-o", "rss=", "-p", String(pid)];
  const { stdout } = await new Deno.Command("ps", { args, stdin: "null" }).output();
  return Number(new TextDecoder().decode(stdout)) / 1_000;
}
