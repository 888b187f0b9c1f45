import { type Council, deliberate, isTraitor, type Order } from "./generals.ts";

export const COUNT_MIN = 3;
export const COUNT_MAX = 7;

export const INITIAL: Council = {
  count: 3,
  traitorCount: 1,
  isSigned: false,
  order: "attack",
  traitors: [2],
  lies: [["attack", "attack", "attack"]],
};

/** At least two must be left who could differ. */
export function traitorsMax(count: number): number {
  return count === COUNT_MIN ? 1 : 2;
}

/** With more or fewer generals or traitors: as much as possible stays. */
export function resize(council: Council, count: number, wanted: number): Council {
  const traitorCount = Math.min(wanted, traitorsMax(count));
  const kept = council.traitors.filter((general) => general < count).slice(0, traitorCount);
  for (let general = count - 1; kept.length < traitorCount; general--) {
    if (!kept.includes(general)) kept.push(general);
  }
  return withTraitors({ ...council, count, traitorCount }, kept);
}

/** One more traitor; there are never more than f, so the first of them becomes loyal. */
export function betray(council: Council, general: number): Council {
  if (isTraitor(council, general)) return council;
  return withTraitors(council, [...council.traitors, general].slice(-council.traitorCount));
}

function withTraitors(council: Council, traitors: readonly number[]): Council {
  return { ...council, traitors, lies: traitors.map(() => Array(council.count).fill("attack")) };
}

export function setLie(council: Council, traitor: number, to: number): Council {
  const flipped = other(council.lies[traitor][to]);
  return { ...council, lies: council.lies.with(traitor, council.lies[traitor].with(to, flipped)) };
}

export function other(order: Order): Order {
  return order === "attack" ? "retreat" : "attack";
}

/** Whom a general speaks to: the lieutenants, and not himself. */
export function listenersOf({ count }: Council, general: number): number[] {
  const lieutenants = Array.from({ length: count - 1 }, (_, index) => index + 1);
  return lieutenants.filter((each) => each !== general);
}

export interface Search {
  /** In how many ways these traitors can lie, if each says one thing to each listener. */
  readonly ways: number;
  readonly breaking: number;
  readonly example: Council | undefined;
}

/** Tries every way in which these traitors can lie. */
export function tryAllLies(council: Council): Search {
  const places = council.traitors.flatMap((general, traitor) =>
    listenersOf(council, general).map((to) => ({ traitor, to }))
  );
  const ways = 2 ** places.length;
  let breaking = 0;
  let example: Council | undefined;
  for (let way = 0; way < ways; way++) {
    const lies: Order[][] = council.traitors.map(() => Array(council.count).fill("attack"));
    places.forEach(({ traitor, to }, bit) => {
      if (way >> bit & 1) lies[traitor][to] = "retreat";
    });
    const tried = { ...council, lies };
    if (deliberate(tried).breach === undefined) continue;
    breaking++;
    example ??= tried;
  }
  return { ways, breaking, example };
}

/** `3.1.w.a.2.aaa`: generals, f, words or signatures, the order, the traitors, what each says. */
export function writeCouncil(council: Council): string {
  const { count, traitorCount, isSigned, order, traitors, lies } = council;
  const said = lies.map((orders) => orders.map((each) => each[0]).join("")).join("-");
  return [count, traitorCount, isSigned ? "s" : "w", order[0], traitors.join("-"), said].join(".");
}

export function readCouncil(text: string): Council | undefined {
  const match = /^([3-7])\.([12])\.([sw])\.([ar])\.([0-6](?:-[0-6])?)\.([ar]+(?:-[ar]+)?)$/.exec(
    text,
  );
  if (match === null) return undefined;
  const [count, traitorCount] = [Number(match[1]), Number(match[2])];
  const traitors = match[5].split("-").map(Number);
  const said = match[6].split("-");
  const isRight = traitorCount <= traitorsMax(count) && traitors.every((each) => each < count) &&
    new Set(traitors).size === traitorCount && said.length === traitorCount &&
    traitors.length === traitorCount && said.every((orders) => orders.length === count);
  if (!isRight) return undefined;
  return {
    count,
    traitorCount,
    isSigned: match[3] === "s",
    order: orderOf(match[4]),
    traitors,
    lies: said.map((orders) => [...orders].map(orderOf)),
  };
}

function orderOf(letter: string): Order {
  return letter === "a" ? "attack" : "retreat";
}
