import { type Meeting, type MergeType, REPLICAS } from "./replicas.ts";

/** What makes copies converge, whatever the network does (Shapiro and others, 2011). */
export interface Law {
  readonly name: "commutative" | "associative" | "idempotent" | "upwards";
  /** In how many cases it was tried. */
  readonly tried: number;
  /** The first case in which it does not hold, in words. */
  readonly broken?: string;
}

/** Cases grow with the cube of this. */
const STATES_MAX = 6;

/** Tries the laws on the states that a run has reached: those of copies and of messages. */
export function checkLaws<State>(type: MergeType<State>, meeting: Meeting<State>): Law[] {
  const { merge, show } = type;
  const states = statesOf(type, meeting);
  const same = (one: State, other: State) => JSON.stringify(one) === JSON.stringify(other);
  const unless = (isSame: boolean, text: string) => isSame ? undefined : text;
  const pairs = states.flatMap((x, index) => states.slice(index + 1).map((y) => [x, y]));
  const triples = pairs.flatMap(([x, y]) => states.map((z) => [x, y, z]));
  return [
    judge("commutative", pairs, ([x, y]) => {
      const [there, back] = [merge(x, y), merge(y, x)];
      return unless(
        same(there, back),
        `${show(x)} with ${show(y)} gives ${show(there)}, and the other way round ${show(back)}`,
      );
    }),
    judge("associative", triples, ([x, y, z]) => {
      const [left, right] = [merge(merge(x, y), z), merge(x, merge(y, z))];
      return unless(
        same(left, right),
        `${show(x)}, ${show(y)} and ${show(z)} give ${show(left)} or ${show(right)}`,
      );
    }),
    judge("idempotent", states, (x) => {
      const twice = merge(x, x);
      return unless(same(x, twice), `${show(x)} merged with itself becomes ${show(twice)}`);
    }),
    judge("upwards", meeting.steps, ([before, after]) => {
      const merged = merge(after, before);
      return unless(
        same(after, merged),
        `a change led to ${show(after)}; merged with the older ${show(before)} it becomes ` +
          show(merged),
      );
    }),
  ];
}

function judge<Case>(
  name: Law["name"],
  cases: readonly Case[],
  complain: (each: Case) => string | undefined,
): Law {
  const broken = cases.map(complain).find((text) => text !== undefined);
  return { name, tried: cases.length, broken };
}

function statesOf<State>(type: MergeType<State>, { copies, underWay, steps }: Meeting<State>) {
  const all = [
    ...REPLICAS.map((each) => copies[each].state),
    ...underWay.map(({ state }) => state),
    ...steps.map(([, after]) => after),
    type.initial,
  ];
  const byText = new Map(all.map((state) => [JSON.stringify(state), state]));
  return [...byText.values()].slice(0, STATES_MAX);
}
