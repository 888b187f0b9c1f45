import { type Done, haveHeardAll, type Meeting, REPLICAS } from "../kit/replicas.ts";
import { type Item, itemsOf, type SetState, showItems } from "./set_types.ts";

export const GUESSES = ["ask", "both", "eggs", "milk", "none"] as const;
export type Guess = typeof GUESSES[number];

/** A adds milk, B adds eggs, C hears of the milk alone and removes it. */
export const PUZZLE = ["addmilk1", "addeggs2", "d13n1", "rmmilk3"];

const GUESSED: Readonly<Record<Exclude<Guess, "ask">, readonly Item[]>> = {
  both: ["milk", "eggs"],
  eggs: ["eggs"],
  milk: ["milk"],
  none: [],
};

/** What has come of the last act, and why; once all have met, what the guess was worth. */
export function tellSet(meeting: Meeting<SetState>, guess: Guess, isTagged: boolean): string {
  if (haveHeardAll(meeting) && meeting.made.length > 0) return tellEnd(meeting, guess, isTagged);
  const missing = REPLICAS.filter((each) =>
    meeting.copies[each].heard.length < meeting.made.length
  );
  const told = meeting.last === undefined ? "" : `${tellAct(meeting.last, isTagged)} `;
  if (missing.length === 0) return `${told}Add something on one replica.`;
  const ask = guess === "ask" ? "What will all three hold in the end? Predict, then deliver." : "";
  const hear = missing.length === 3
    ? "Nobody has heard of all changes yet."
    : `${listOf(missing)} ${missing.length === 1 ? "has" : "have"} not heard of all changes yet.`;
  return `${told}${hear} ${ask}`.trim();
}

const listOf = (names: readonly string[]) => names.join(", ").replace(/, (?=[^,]*$)/, " and ");

function tellAct({ act, change, replica, from, before, after }: Done<SetState>, isTagged: boolean) {
  if (act === "rest") return "All that was under way has arrived.";
  if (act === "send") return `${replica} sends its state to both others once more.`;
  if (act === "lose") {
    return `A message from ${from} to ${replica} is lost; a later one carries the same.`;
  }
  if (act === "change") return tellChange({ change: change!, replica, before, after }, isTagged);
  const stays = JSON.stringify(before) === JSON.stringify(after);
  const copy = act === "twice" ? " A copy of the message is still under way." : "";
  return (stays
    ? `${replica} hears from ${from} and learns nothing new.`
    : `${replica} merges what ${from} sent and now holds ${showItems(itemsOf(after))}.`) + copy;
}

function tellChange(
  { change, replica, before, after }:
    & { change: string; replica: string }
    & Pick<
      Done<SetState>,
      "before" | "after"
    >,
  isTagged: boolean,
) {
  const [, verb, item] = /^(add|rm)(.+)$/.exec(change)!;
  if (verb === "add") {
    const tag = after.entries.find((entry) =>
      !before.entries.some((each) => each.tag === entry.tag)
    );
    return `${replica} adds ${item}${isTagged ? `, with the new tag ${tag?.tag}` : ""}.`;
  }
  const gone = before.entries.filter((each) => each.item === item).map(({ tag }) => tag);
  return isTagged
    ? `${replica} removes ${item}: that is the ${gone.length === 1 ? "tag" : "tags"} ${
      listOf(gone)
    }, which it can see, and no other.`
    : `${replica} removes ${item}. Nothing in its copy says that it was ever there.`;
}

function tellEnd({ copies, made }: Meeting<SetState>, guess: Guess, isTagged: boolean): string {
  const ends = REPLICAS.map((each) => showItems(itemsOf(copies[each].state)));
  if (new Set(ends).size > 1) {
    return `All have heard of all ${made.length} changes, and they differ: ${
      REPLICAS.map((each, index) => `${each} holds ${ends[index]}`).join(", ")
    }. ${isTagged ? "" : "From bare items a merge cannot tell what was removed."}`.trim();
  }
  const met = `All three have heard of all ${made.length} changes, and all hold ${ends[0]}.`;
  const why = isTagged
    ? whyTagged(copies.A.state)
    : " A removal leaves no trace in bare items, so a merge takes what is missing for news and brings it back.";
  if (guess === "ask") return met + why;
  const guessed = showItems(GUESSED[guess]);
  return guessed === ends[0]
    ? `${met} You said so.${why}`
    : `${met} You had said ${guessed}.${why}`;
}

function whyTagged({ entries, removed }: SetState): string {
  const dead = removed.filter(({ item }) => !entries.some((entry) => entry.item === item));
  if (dead.length > 0) {
    return ` Every tag of ${
      listOf([...new Set(dead.map(({ item }) => item))])
    } was removed, and a removed tag never comes back.`;
  }
  const alive = entries.find(({ item }) => removed.some((each) => each.item === item));
  return alive === undefined
    ? ""
    : ` ${alive.item[0].toUpperCase()}${
      alive.item.slice(1)
    } lives on by tag ${alive.tag}, which the remover had not seen.`;
}
