const MINUTE_MS = 60_000;
const UNITS = [
  { name: "day", minutes: 24 * 60 },
  { name: "hour", minutes: 60 },
  { name: "minute", minutes: 1 },
];

/** A span of time in its two largest units: "2 days 3 hours". */
export function tellSpan(ms: number): string {
  let minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 1) return "under a minute";
  const first = UNITS.findIndex((unit) => minutes >= unit.minutes);
  return UNITS.slice(first, first + 2).flatMap((unit) => {
    const count = Math.floor(minutes / unit.minutes);
    minutes -= count * unit.minutes;
    return count === 0 ? [] : [`${count} ${unit.name}${count === 1 ? "" : "s"}`];
  }).join(" ");
}
