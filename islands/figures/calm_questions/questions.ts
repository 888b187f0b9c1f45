import {
  type Cart,
  CARTS,
  EMPTIED,
  hear,
  type Heard,
  nameOf,
  type Scene,
  type Thing,
  THINGS,
} from "./carts.ts";

export interface Question {
  readonly asks: string;
  /** What a node says that knows only what it has heard; undefined while it says nothing. */
  readonly says: (heard: Heard) => string | undefined;
}

const known = (heard: Heard): readonly Cart[] => heard.filter((cart) => cart !== undefined);
const count = (heard: Heard, thing: Thing) =>
  known(heard).filter((cart) => cart.includes(thing)).length;

/** The first two can only become true by more news; the others speak of what is not there. */
export const QUESTIONS: readonly Question[] = [
  {
    asks: "Does some cart hold a lamp?",
    says: (heard) => count(heard, "lamp") > 0 ? "yes" : undefined,
  },
  {
    asks: "Are there at least three books?",
    says: (heard) => count(heard, "book") >= 3 ? "yes" : undefined,
  },
  {
    asks: "Does no cart hold a lamp?",
    says: (heard) => count(heard, "lamp") === 0 ? "yes" : "no",
  },
  { asks: "Which cart holds the most?", says: fullest },
];

/** Of several that hold as much, the first. */
function fullest(heard: Heard): string | undefined {
  const sizes = heard.map((cart) => cart?.length ?? 0);
  const most = Math.max(...sizes);
  return most === 0 ? undefined : nameOf(sizes.indexOf(most));
}

/** How often something that was said was taken back, over some reports. */
export function takenBack({ says }: Question, reports: readonly number[]): number {
  const said = [...reports, 0].map((_, length) => says(hear(reports.slice(0, length))));
  return said.filter((each, index) =>
    index > 0 && said[index - 1] !== undefined && said[index - 1] !== each
  ).length;
}

/** All that the carts may turn out to hold. */
const CONTENTS: readonly Cart[] = [[], ["lamp"], ["book"], [...THINGS]];

/** Whether some news, whatever the carts not heard of may hold, would make what is said now wrong. */
export function mayBeTakenBack({ says }: Question, { hasRemovals, reports }: Scene): boolean {
  const heard = hear(reports);
  const now = says(heard);
  if (now === undefined) return false;
  return endings(heard, hasRemovals).some((ending) => says(ending) !== now);
}

function endings(heard: Heard, hasRemovals: boolean): Heard[] {
  return heard.reduce<Heard[]>((begun, cart, place) => {
    const canBeEmptied = hasRemovals && EMPTIED.includes(place);
    const carts = cart === undefined ? CONTENTS : canBeEmptied ? [cart, []] : [cart];
    return begun.flatMap((before) => carts.map((each) => [...before, each]));
  }, [[]]);
}

/** Every order in which all reports can come; a cart is emptied after it has reported. */
export function allOrders(hasRemovals: boolean): readonly (readonly number[])[] {
  const all = [...CARTS.keys(), ...(hasRemovals ? EMPTIED : [])];
  const extend = (begun: readonly number[], left: readonly number[]): (readonly number[])[] => {
    if (left.length === 0) return [begun];
    return [...new Set(left)].flatMap((place) =>
      extend([...begun, place], left.toSpliced(left.indexOf(place), 1))
    );
  };
  return extend([], all);
}

/** In how many of these orders something has to be taken back. */
export function ordersTakenBack(
  question: Question,
  orders: readonly (readonly number[])[],
): number {
  return orders.filter((reports) => takenBack(question, reports) > 0).length;
}
