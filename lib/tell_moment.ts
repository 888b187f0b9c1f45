/**
 * A moment in words, "26 Nov 2026, 04:49 UTC": in the browser in its reader's own time zone, on the
 * server in the time that all servers share.
 *
 * @param iso ISO 8601.
 */
export function tellMoment(iso: string): string {
  return FORMAT.format(new Date(iso));
}

const FORMAT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZoneName: "short",
  timeZone: typeof document === "undefined" ? "UTC" : undefined,
});
