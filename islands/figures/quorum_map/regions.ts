/** Places where a voter can stand. The letter stands for it in the address. */
export const REGIONS = [
  { letter: "v", name: "Virginia", latitude: 38.9, longitude: -77.4 },
  { letter: "o", name: "Oregon", latitude: 45.8, longitude: -119.7 },
  { letter: "i", name: "Ireland", latitude: 53.3, longitude: -6.3 },
  { letter: "t", name: "Tokyo", latitude: 35.7, longitude: 139.7 },
  { letter: "k", name: "Seoul", latitude: 37.6, longitude: 127 },
  { letter: "s", name: "Singapore", latitude: 1.4, longitude: 103.8 },
  { letter: "y", name: "Sydney", latitude: -33.9, longitude: 151.2 },
] as const;

export type Region = typeof REGIONS[number]["letter"];

export const LETTERS: readonly Region[] = REGIONS.map(({ letter }) => letter);
export const regionOf = (letter: Region) => REGIONS[LETTERS.indexOf(letter)];
export const nameOf = (letter: Region): string => regionOf(letter).name;

/** A round trip, and where its number comes from: a source's key, `illustrative` or `yours`. */
export interface RoundTrip {
  readonly ms: number;
  readonly source: string;
}

/** What was measured from Virginia. */
const MEASURED: Readonly<Record<string, RoundTrip>> = {
  vo: { ms: 71, source: "aws-rtt-gist" },
  vi: { ms: 67, source: "aws-rtt-gist" },
  vt: { ms: 145, source: "aws-rtt-2017" },
  vk: { ms: 178, source: "aws-rtt-2017" },
  vs: { ms: 217, source: "aws-rtt-2017" },
  vy: { ms: 230, source: "aws-rtt-2017" },
};

/** Two regions' letters in the order of `REGIONS`: both ways have one round trip. */
export function pairOf(one: Region, other: Region): string {
  return LETTERS.indexOf(one) < LETTERS.indexOf(other) ? one + other : other + one;
}

/** The round trip before the reader edits it: measured, or guessed from the distance. */
export function listedRoundTrip(one: Region, other: Region): RoundTrip {
  return MEASURED[pairOf(one, other)] ??
    { ms: Math.round(DETOUR * distanceKm(one, other) / KM_PER_MS), source: "illustrative" };
}

/** Light in glass does 200 km a millisecond: there and back, 100 km of distance. */
const KM_PER_MS = 100;
/** Cables are not laid along great circles. */
const DETOUR = 1.4;
const EARTH_RADIUS_KM = 6371;

function distanceKm(one: Region, other: Region): number {
  const [a, b] = [regionOf(one), regionOf(other)];
  const radians = (degrees: number) => degrees * Math.PI / 180;
  const cosine = Math.sin(radians(a.latitude)) * Math.sin(radians(b.latitude)) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) *
      Math.cos(radians(a.longitude - b.longitude));
  return EARTH_RADIUS_KM * Math.acos(Math.min(1, cosine));
}
