/** True for the IANA name of a time zone, such as "Europe/Berlin". */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)*$/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/**
 * The moment at which clocks in a time zone show a local time, such as "2026-03-29T02:30". Where
 * clocks go back they show it twice: `twice` says which of the two is meant.
 *
 * @returns ISO 8601 in UTC.
 * @throws RangeError where it is no time, or clocks jump over it.
 */
export function toInstant(local: string, timeZone: string, twice: "earlier" | "later"): string {
  const time = readLocal(local);
  const moment = time.toZonedDateTime(timeZone, { disambiguation: twice });
  if (!moment.toPlainDateTime().equals(time)) {
    const next = time.toZonedDateTime(timeZone, { disambiguation: "later" });
    const day = time.toPlainDate().toString();
    throw new RangeError(
      `There is no ${timeText(time)} on ${day} in ${timeZone}: clocks go forward there. ` +
        `Choose ${timeText(next.toPlainDateTime())} or another time.`,
    );
  }
  return new Date(moment.epochMilliseconds).toISOString();
}

function readLocal(local: string): Temporal.PlainDateTime {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::00)?$/.test(local)) {
    try {
      return Temporal.PlainDateTime.from(local, { overflow: "reject" });
    } catch {
      // Told below.
    }
  }
  throw new RangeError(`"${local}" is no time: write it as 2026-03-29T14:30.`);
}

function timeText(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: "minute" });
}

/** What clocks in a time zone show at a moment, to the minute: "2026-03-29T03:30". */
export function toLocal(iso: string, timeZone: string): string {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(timeZone).toPlainDateTime()
    .toString({ smallestUnit: "minute" });
}

/** A moment for people in a time zone: "29 Mar 2026, 03:30 (Europe/Berlin)". */
export function formatIn(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  });
  return `${format.format(new Date(iso))} (${timeZone})`;
}
