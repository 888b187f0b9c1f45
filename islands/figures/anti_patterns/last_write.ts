import { playStory } from "@/engine/story.ts";
import { programOf } from "../kit/moves.ts";
import { startRun } from "../kit/play_run.ts";
import type { Attempt, Pattern, Trouble } from "./pattern.ts";
import { RegisterNode } from "./register_node.ts";

const WEST = "Elm Street 1";
const EAST = "Oak Lane 2";
const APART_MS = 100;

export const LAST_WRITE: Pattern = {
  title: "Last writer wins after a cut",
  story:
    `The West sets a customer's address to "${WEST}", and ${APART_MS} ms later the East sets it to "${EAST}".`,
  event: { text: "Cut the line first, and mend it afterwards" },
  slider: { label: "The West's clock runs ahead by", max: 300, step: 20, unit: "ms" },
  play: (trouble) => [true, false].map((isLast) => play(isLast, trouble)),
  tell: ({ isOn, amount }, [last]) =>
    !isOn && last.isGood
      ? "The East had seen the West's write and replaced it. Both ways give the same. Now cut the line first, or let the West's clock run ahead."
      : !isOn
      ? `There was no cut at all. The East's write was the later one and knew of the other; it is gone, because the West's clock was ${amount} ms ahead. Vectors compare what was known, and no clock.`
      : `Neither side knew of the other. By stamps ${
        amount > APART_MS
          ? `the earlier write won, ${amount} ms ahead of its time, and the later one`
          : "the later write won, and the other one"
      } was dropped without a word. Vectors show that the two are concurrent: both are kept, for somebody who knows what an address is.`,
};

function play(isLast: boolean, { isOn, amount }: Trouble): Attempt {
  const { world } = startRun({
    nodes: ["west", "east"],
    spawn: (context) => new RegisterNode(context, isLast) as never,
    seed: 1,
  });
  playStory(world, `skew west +${amount}ms\n${isOn ? "partition west | east\n" : ""}run 50ms`);
  playStory(world, `command west "${WEST}"\nrun ${APART_MS}ms\ncommand east "${EAST}"\nrun 50ms`);
  playStory(world, "heal\nrun 100ms");
  const { versions } = programOf<RegisterNode>(world, "east")!;
  const values = versions.map(({ value }) => value);
  // Without the cut the East's write replaces the other on purpose; with it, neither knew.
  const isGood = isOn ? values.length === 2 : values.length === 1 && values[0] === EAST;
  const dropped = [WEST, EAST].filter((value) => !values.includes(value));
  return {
    name: isLast ? "The later stamp" : "Vectors",
    kind: isLast ? "mistake" : "repair",
    steps: [
      ...(isOn ? ["the line is cut"] : []),
      `West: "${WEST}"`,
      `East: "${EAST}"`,
      ...(isOn ? ["the line is mended"] : []),
    ],
    result: isGood
      ? values.length === 2 ? "both kept, as concurrent" : `"${values[0]}", as the East meant it`
      : `"${values[0]}"; "${dropped[0]}" is lost, and nobody was told`,
    isGood,
    price: isLast ? "nothing" : "a count for each copy, and sometimes two values",
  };
}
