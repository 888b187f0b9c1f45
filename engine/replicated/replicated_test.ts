import { deepEqual, equal, match } from "node:assert/strict";
import { bareGuest } from "../bare_guest.ts";
import { planScript } from "../plan_script.ts";
import { runSuite } from "../run_suite.ts";
import type { Check, Suite } from "../suite.ts";
import type { Data } from "../types.ts";
import type { DataType, Replicated } from "./data_type.ts";
import { lawChecks } from "./law_checks.ts";
import { refusals } from "./refusals.ts";
import { replicasOf } from "./replica.ts";
import { sameUpdates } from "./same_updates.ts";
import { specMonitor } from "./spec_monitor.ts";
import { tellUpdates } from "./tell_updates.ts";
import { violationOf } from "./violation_of.ts";

/** A set of words that only grows: the smallest replicated data type. */
class Words implements Replicated {
  words: string[] = [];

  add(word: string): void {
    if (word === "") throw new RangeError("No word");
    this.words.push(word);
  }

  state(): string[] {
    return [...this.words];
  }

  merge(state: readonly string[]): void {
    this.words = [...new Set([...this.words, ...state])];
  }
}

/** Takes what it was given for its own, and hands out its own. */
class Adopts extends Words {
  override state(): string[] {
    return this.words;
  }

  override merge(state: string[]): void {
    if (this.words.length === 0) this.words = state;
    else super.merge(state);
  }
}

/** Believes whatever came last. */
class Replaced extends Words {
  override merge(state: readonly string[]): void {
    this.words = [...state];
  }
}

/** Cannot merge anything that it knows already. */
class Throws extends Words {
  override merge(state: readonly string[]): void {
    if (state.some((word) => this.words.includes(word))) throw new Error("Known already");
    super.merge(state);
  }
}

/** Refuses nothing. */
class Lax extends Words {
  override add(word: string): void {
    this.words.push(word);
  }
}

const words: DataType<string> = {
  create: (program) => new (program.Words as new () => Words)(),
  perform: (replica, word) => (replica as Words).add(word),
  read: (replica) => new Set((replica as Words).words),
  show: (value: Data) => [...value as Set<string>].join(" ") || "nothing",
  tell: (word) => `"${word}"`,
  isRefused: (word) => word === "",
  probes: ["probe"],
};

const STORY = `
  command n1 {"update":"one","to":["n2"]}
  command n2 {"update":"two","to":["n1"]}
  command n2 {"update":""}
  duplicate n1>n2
  deliver n1>n2
  deliver n2>n1
  deliver n1>n2
  crash n2
  restart n2
`;

function results(Class: new () => Words, story = STORY): Record<string, string> {
  const scenario = { nodes: ["n1", "n2"], spawn: replicasOf(words), stepsMax: 50 };
  const plans = [planScript("two words", scenario, story)];
  const check = (name: string, monitor: Check["monitor"]) => ({
    name,
    promise: "It holds.",
    monitor,
    plans,
  });
  const suite: Suite = {
    slug: "words",
    exports: {},
    checks: [
      check("same-updates", sameUpdates(words)),
      check("refusals", refusals(words)),
      check(
        "knows-all",
        specMonitor<string>((shown, known) => {
          if ((shown.value as Set<string>).size === known.length) return;
          const message = `${shown.node} at step ${shown.step}: ${tellUpdates(known, words.tell)}`;
          return violationOf(message, [shown]);
        }),
      ),
      ...lawChecks(words, plans),
    ],
  };
  const { checks } = runSuite(suite, bareGuest(() => ({ Words: Class })), { seed: 1 });
  return Object.fromEntries(
    checks.filter(({ verdict }) => verdict === "failed").map(({ name, message }) => [
      name,
      message.replace(" It holds.", ""),
    ]),
  );
}

Deno.test("lawChecks() and monitors find nothing amiss with a set that only grows", () => {
  deepEqual(results(Words), {});
});

Deno.test("lawChecks() name the states by which a law is broken", () => {
  const found = results(Replaced);

  match(found["merge-commutative"], /Merging the state of n1 \(step 1\) and then the state of n2/);
  match(found["merge-inflationary"], /the state of n1 \(step 1\)/);
  match(found["knows-all"], /^n2 at step 3: n1's "one" \(step 1\) and n2's "two" \(step 2\)$/);
});

Deno.test("lawChecks() see that a replica writes into what it was given", () => {
  const found = results(Adopts);

  match(found["arguments-untouched"], /its next updates change what was given to it/);
  match(found["nothing-shared"], /An update at the taker alone then made the other show/);
});

Deno.test("lawChecks() take an exception in the lab for a broken law, and say when it came", () => {
  const found = results(Throws, `command n1 {"update":"one","to":["n2"]}`);

  equal(found["no-exception"], undefined);
  equal(
    found["merge-idempotent"],
    "The program threw while merging the state of n1 (step 1) twice: Error: Known already. " +
      "Merging is idempotent.",
  );
});

Deno.test("refusals() objects to what was accepted", () => {
  equal(results(Lax).refusals, `n2 was asked at step 1 for "", and did not refuse it.`);
});
