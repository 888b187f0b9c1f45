/**
 * A worker of this process, since lockdown freezes all of a realm, and the browser's driver does
 * not live in a frozen one. Answers the hashes of the traces that it is asked for.
 */
import "@/sandbox/inner/lockdown.ts";
import { recordWalk } from "@/engine/run_scenario.ts";
import type { Suite } from "@/engine/suite.ts";
import { sha256 } from "@/lib/hash_files.ts";
import { createGuest } from "@/sandbox/inner/create_guest.ts";

/** What to trace: a program under the walks of one of its exercise's plans. */
export interface Traced {
  readonly slug: string;
  readonly source: string;
  readonly plan: string;
  readonly seeds: readonly number[];
}

const scope = self as unknown as {
  onmessage: (event: MessageEvent<Traced>) => void;
  postMessage(hashes: string[]): void;
};

scope.onmessage = async ({ data: { slug, source, plan: name, seeds } }) => {
  const { suite } = await import(`@/exercises/${slug}/examples.ts`) as { suite: Suite };
  const plan = suite.checks.flatMap(({ plans }) => plans).find((each) => each.name === name)!;
  const hashes = seeds.map((seed) => {
    const guest = createGuest(source, suite.exports);
    const trial = { guest, seed, slug, stats: { schedules: 0, events: 0, states: 0 } };
    const { trace } = recordWalk({ trial, scenario: plan.scenario, seed, monitors: [] });
    return sha256(JSON.stringify(trace));
  });
  scope.postMessage(await Promise.all(hashes));
};
