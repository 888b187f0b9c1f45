/** What may lie in a cart. */
export const THINGS = ["lamp", "book"] as const;
export type Thing = typeof THINGS[number];
export type Cart = readonly Thing[];

/** Each on a node of its own, and made up. */
export const CARTS: readonly Cart[] = [["book"], ["lamp", "book"], [], ["lamp"], ["book"]];
/** The places of the carts that may be emptied later. */
export const EMPTIED: readonly number[] = [1, 3];

export const nameOf = (place: number) => `n${place + 1}`;

/** What has been heard of each cart last; undefined of those that have not reported yet. */
export type Heard = readonly (Cart | undefined)[];

/** What the reader has let happen. */
export interface Scene {
  /** Whether carts may be emptied. */
  readonly hasRemovals: boolean;
  /** Places of carts, as they report: the second time it is that the cart has been emptied. */
  readonly reports: readonly number[];
}

export const INITIAL: Scene = { hasRemovals: false, reports: [] };

/** What has been heard after some reports. */
export function hear(reports: readonly number[]): Heard {
  const heard: (Cart | undefined)[] = CARTS.map(() => undefined);
  for (const place of reports) heard[place] = heard[place] === undefined ? CARTS[place] : [];
  return heard;
}

/** Whether a cart can report, for the first time or that it has been emptied. */
export function canReport({ hasRemovals, reports }: Scene, place: number): boolean {
  const count = reports.filter((each) => each === place).length;
  return count === 0 || (count === 1 && hasRemovals && EMPTIED.includes(place));
}

/** With or without removals. Without, those that were reported go. */
export function allowRemovals({ reports }: Scene, hasRemovals: boolean): Scene {
  const kept = reports.filter((place, index) => hasRemovals || reports.indexOf(place) === index);
  return { hasRemovals, reports: kept };
}

/** `k~241` or `r~24412`: whether things are kept or removed, then the reports. */
export function writeScene({ hasRemovals, reports }: Scene): string {
  return `${hasRemovals ? "r" : "k"}~${reports.map((place) => place + 1).join("")}`;
}

export function readScene(text: string): Scene | undefined {
  const [, mode, digits] = /^([kr])~([1-5]{0,7})$/.exec(text) ?? [];
  if (mode === undefined) return undefined;
  let scene: Scene = { hasRemovals: mode === "r", reports: [] };
  for (const digit of digits) {
    const place = Number(digit) - 1;
    if (!canReport(scene, place)) return undefined;
    scene = { ...scene, reports: [...scene.reports, place] };
  }
  return scene;
}
