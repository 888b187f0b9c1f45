import { playStory } from "@/engine/story.ts";
import type { World } from "@/engine/world.ts";
import { programOf } from "../kit/moves.ts";
import { startRun } from "../kit/play_run.ts";
import type { Attempt, Pattern, Trouble } from "./pattern.ts";
import { RegisterNode } from "./register_node.ts";

const POLICIES = ["ask", "merge", "both"] as const;
type Policy = typeof POLICIES[number];

const NAMES: Readonly<Record<Policy, Pick<Attempt, "name" | "kind">>> = {
  ask: { name: "Ask the user, always", kind: "mistake" },
  merge: { name: "Merge, always", kind: "usual repair" },
  both: { name: "Merge lists, ask about rents", kind: "repair" },
};

export const ASKING: Pattern = {
  title: "Asking the user all the time",
  story:
    "Ana and Ben share a shopping list. Each time they are out of reach of each other both add something to it.",
  event: { text: "They also change the rent in a contract" },
  slider: { label: "Out of reach, times", max: 10, step: 1, unit: "" },
  play: (trouble) => POLICIES.map((policy) => play(policy, trouble)),
  tell: ({ isOn, amount }, [ask]) =>
    amount === 0 && !isOn
      ? "They were always in reach, and nothing had to be settled. Let them be out of reach a few times."
      : !isOn
      ? `${ask.result}. A union of the lists is what they meant, so nobody need be asked. Now let them change the rent in a contract as well.`
      : "A merge always gives a result, and for the rent it is one that nobody agreed to. There a question is the right answer: one, with both versions in it. For the list there is nothing to ask.",
};

/** Lists as text, sorted: what is merged is their union. */
const union = (texts: readonly string[]) =>
  [...new Set(texts.flatMap((text) => text.split(" ").filter(Boolean)))].sort().join(" ");

function play(policy: Policy, { isOn, amount }: Trouble): Attempt {
  let questions = 0;
  const list = startRegister();
  for (let time = 1; time <= amount; time++) {
    const before = valueOf(list);
    writeApart(list, union([before, `a${time}`]), union([before, `b${time}`]));
    if (conflictsIn(list).length < 2) continue;
    if (policy === "ask") questions++;
    playStory(list, `command ana ${JSON.stringify(union(conflictsIn(list)))}\nrun 50ms`);
  }
  const rent = startRegister();
  let rentIs = "";
  if (isOn) {
    writeApart(rent, "900", "950");
    const versions = conflictsIn(rent);
    if (policy === "merge") rentIs = [...versions].sort().at(-1)!;
    else questions += versions.length > 1 ? 1 : 0;
  }
  const kept = valueOf(list).split(" ").filter(Boolean).length;
  const isGood = questions <= (isOn ? 1 : 0) && rentIs === "" && kept === 2 * amount;
  return {
    ...NAMES[policy],
    steps: [
      `the list has ${kept} of ${2 * amount} things`,
      ...(isOn
        ? [
          rentIs === ""
            ? "the rent is asked about: 900 or 950?"
            : `the rent is ${rentIs}, the larger one`,
        ]
        : []),
    ],
    result: resultOf(questions, rentIs),
    isGood,
    price: "",
  };
}

function resultOf(questions: number, rent: string): string {
  if (rent !== "") return `no question, and a rent of ${rent} that nobody agreed to`;
  return questions === 0
    ? "no question"
    : questions === 1
    ? "1 question"
    : `${questions} questions`;
}

function startRegister(): World {
  const { world } = startRun({
    nodes: ["ana", "ben"],
    spawn: (context) => new RegisterNode(context, false) as never,
    seed: 1,
  });
  return world;
}

function writeApart(world: World, ana: string, ben: string): void {
  playStory(world, "partition ana | ben\nrun 10ms");
  playStory(world, `command ana ${JSON.stringify(ana)}\ncommand ben ${JSON.stringify(ben)}`);
  playStory(world, "heal\nrun 50ms");
}

/** All values that nobody replaced: two or more are a conflict. */
function conflictsIn(world: World): string[] {
  return programOf<RegisterNode>(world, "ana")!.versions.map(({ value }) => value);
}

const valueOf = (world: World) => union(conflictsIn(world));
