import assert from "node:assert/strict";
import { formatIn, isTimeZone, toInstant, toLocal } from "./zoned_time.ts";

const BERLIN = "Europe/Berlin";

Deno.test("toInstant() follows the zone's offset, in winter and in summer", () => {
  assert.equal(toInstant("2026-01-15T23:59", BERLIN, "later"), "2026-01-15T22:59:00.000Z");
  assert.equal(toInstant("2026-07-15T23:59", BERLIN, "later"), "2026-07-15T21:59:00.000Z");
  assert.equal(toInstant("2026-07-15T23:59", "Asia/Kolkata", "later"), "2026-07-15T18:29:00.000Z");
});

Deno.test("toInstant() refuses what clocks jump over, and says what to choose", () => {
  for (const twice of ["earlier", "later"] as const) {
    assert.throws(
      () => toInstant("2026-03-29T02:30", BERLIN, twice),
      /There is no 02:30 on 2026-03-29 in Europe\/Berlin.*Choose 03:30/,
    );
  }
  assert.equal(toInstant("2026-03-29T03:00", BERLIN, "later"), "2026-03-29T01:00:00.000Z");
  // In Apia the whole day of 30 December 2011 was left out.
  assert.throws(() => toInstant("2011-12-30T12:00", "Pacific/Apia", "later"), /There is no 12:00/);
});

Deno.test("toInstant() chooses among two where clocks go back", () => {
  assert.equal(toInstant("2026-10-25T02:30", BERLIN, "earlier"), "2026-10-25T00:30:00.000Z");
  assert.equal(toInstant("2026-10-25T02:30", BERLIN, "later"), "2026-10-25T01:30:00.000Z");
});

Deno.test("toInstant() refuses what is no time", () => {
  for (const text of ["", "2026-02-30T10:00", "2026-01-01", "2026-01-01T25:00", "tomorrow"]) {
    assert.throws(() => toInstant(text, BERLIN, "later"), /is no time/);
  }
});

Deno.test("toLocal() and formatIn() show the zone's own clock", () => {
  assert.equal(toLocal("2026-07-15T21:59:00.000Z", BERLIN), "2026-07-15T23:59");
  assert.equal(formatIn("2026-07-15T21:59:00.000Z", BERLIN), "15 Jul 2026, 23:59 (Europe/Berlin)");
});

Deno.test("isTimeZone() knows IANA names, and no offsets", () => {
  for (const zone of [BERLIN, "UTC", "America/Argentina/Buenos_Aires"]) assert(isTimeZone(zone));
  for (const text of ["", "Berlin", "+01:00", "Europe/Atlantis"]) assert(!isTimeZone(text));
});
