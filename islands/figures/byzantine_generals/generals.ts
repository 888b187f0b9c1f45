/** What is ordered, told and done. */
export type Order = "attack" | "retreat";

/** What the reader sets. General 0 is the commander, the others are his lieutenants. */
export interface Council {
  /** How many generals, the commander included: 3 to 7. */
  readonly count: number;
  /** f: as many traitors, and as many rounds of passing on; 1 or 2. */
  readonly traitorCount: number;
  readonly isSigned: boolean;
  /** What a loyal commander orders. */
  readonly order: Order;
  readonly traitors: readonly number[];
  /** What each traitor tells each general, in the order of `traitors`. */
  readonly lies: readonly (readonly Order[])[];
}

/** What a lieutenant knows in the end, and what he does. */
export interface Decision {
  readonly general: number;
  readonly isLoyal: boolean;
  /**
   * Plain words: the commander's own word first, then what he takes each colleague to have been told.
   * Signed: the orders that he holds with the commander's signature.
   */
  readonly heard: readonly { readonly from: number; readonly order: Order }[];
  readonly does: Order;
}

/** What the loyal owe each other (Lamport, Shostak and Pease, 1982: conditions IC1 and IC2). */
export type Breach = "differ" | "disobey";

export interface Outcome {
  readonly decisions: readonly Decision[];
  readonly breach: Breach | undefined;
}

export function isTraitor({ traitors }: Council, general: number): boolean {
  return traitors.includes(general);
}

/** What one general tells another of what he was told. */
export function says(council: Council, from: number, to: number, truth: Order): Order {
  const traitor = council.traitors.indexOf(from);
  return traitor < 0 ? truth : council.lies[traitor][to];
}

/** Lets the generals talk and decide: OM(f) or, with signatures, SM(f) of the paper. */
export function deliberate(council: Council): Outcome {
  const heard = council.isSigned ? hearSigned(council) : hearPlain(council);
  const decisions = heard.map((orders, index): Decision => ({
    general: index + 1,
    isLoyal: !isTraitor(council, index + 1),
    heard: orders,
    does: council.isSigned ? chooseSigned(orders) : majority(orders),
  }));
  return { decisions, breach: breachOf(council, decisions) };
}

function breachOf(council: Council, decisions: readonly Decision[]): Breach | undefined {
  const loyal = decisions.filter(({ isLoyal }) => isLoyal);
  if (loyal.some(({ does }) => does !== loyal[0].does)) return "differ";
  const mustObey = !isTraitor(council, 0);
  return mustObey && loyal.some(({ does }) => does !== council.order) ? "disobey" : undefined;
}

type Heard = Decision["heard"][number];

function lieutenantsOf({ count }: Council): number[] {
  return Array.from({ length: count - 1 }, (_, index) => index + 1);
}

/** A tie is a retreat, as in the paper. */
function majority(heard: readonly Heard[]): Order {
  const attacks = heard.filter(({ order }) => order === "attack").length;
  return 2 * attacks > heard.length ? "attack" : "retreat";
}

function hearPlain(council: Council): Heard[][] {
  const lieutenants = lieutenantsOf(council);
  const told = (to: number) => says(council, 0, to, council.order);
  return passOn(council, { rounds: council.traitorCount, from: 0, to: lieutenants, told });
}

/**
 * OM(m), section 3 of the paper: everybody tells all others what he was told, each as the commander of
 * an OM(m - 1) of its own, and takes for each of them what that one comes to.
 */
function passOn(council: Council, { rounds, from, to, told }: {
  rounds: number;
  from: number;
  to: readonly number[];
  told: (general: number) => Order;
}): Heard[][] {
  const heard = to.map((general): Heard[] => [{ from, order: told(general) }]);
  if (rounds === 0) return heard;
  for (const speaker of to) {
    const others = to.filter((general) => general !== speaker);
    const passed = passOn(council, {
      rounds: rounds - 1,
      from: speaker,
      to: others,
      told: (general) => says(council, speaker, general, told(speaker)),
    });
    others.forEach((general, index) => {
      heard[to.indexOf(general)].push({ from: speaker, order: majority(passed[index]) });
    });
  }
  return heard;
}

interface Letter {
  readonly order: Order;
  /** The commander first. */
  readonly signers: readonly number[];
  readonly to: number;
}

/**
 * SM(m), section 4: a letter is passed on with one more signature, and nobody forges a loyal
 * general's. Traitors lend each other theirs: a traitorous commander signs both orders for them.
 */
function hearSigned(council: Council): Heard[][] {
  const lieutenants = lieutenantsOf(council);
  const held = lieutenants.map((): Heard[] => []);
  let letters = lieutenants.flatMap((to) => firstLetters(council, to));
  for (let round = 0; round <= council.traitorCount; round++) {
    const news = letters.filter(({ order, to, signers }) => {
      const own = held[to - 1];
      if (own.some((each) => each.order === order)) return false;
      own.push({ from: signers.at(-1)!, order });
      return true;
    });
    letters = news.flatMap((letter) => forward(council, letter, lieutenants));
  }
  return held;
}

function firstLetters(council: Council, to: number): Letter[] {
  const both: Order[] = ["attack", "retreat"];
  const orders = isTraitor(council, 0) && isTraitor(council, to)
    ? both
    : [says(council, 0, to, council.order)];
  return orders.map((order) => ({ order, signers: [0], to }));
}

/** A loyal general shows a letter to all that have not signed it; a traitor to whom it suits him. */
function forward(council: Council, letter: Letter, lieutenants: readonly number[]): Letter[] {
  const { order, signers, to: speaker } = letter;
  return lieutenants
    .filter((to) => to !== speaker && !signers.includes(to))
    .filter((to) => says(council, speaker, to, order) === order)
    .map((to) => ({ order, signers: [...signers, speaker], to }));
}

/** One order is obeyed; none or two of them mean a retreat. */
function chooseSigned(heard: readonly Heard[]): Order {
  return heard.length === 1 ? heard[0].order : "retreat";
}
