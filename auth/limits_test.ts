import assert from "node:assert/strict";
import fc from "fast-check";
import { openDatabase } from "@/db/open_database.ts";
import type { Database } from "@/db/schema.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { type Limits, openLimits } from "./limits.ts";

interface Scene {
  /** Two processes of one site, which share a database and a key and nothing else. */
  readonly processes: readonly [Limits, Limits];
  /** What all clocks show, and how far the second one's is ahead. */
  readonly clock: { ms: number; aheadMs: number };
  readonly db: Database;
  /** One more process. */
  readonly open: () => Limits;
}

const START_MS = Date.UTC(2026, 10, 25);

async function withProcesses(body: (scene: Scene) => Promise<void>): Promise<void> {
  await withDatabase(async (db, { dataDir, url }) => {
    const other = await openDatabase(dataDir, url);
    const clock = { ms: START_MS, aheadMs: 0 };
    const open = () => openLimits({ db, dataDir, now: () => clock.ms });
    const now = () => clock.ms + clock.aheadMs;
    try {
      const processes = [open(), openLimits({ db: other, dataDir, now })] as const;
      await body({ processes, clock, db, open });
    } finally {
      await other.destroy();
    }
  });
}

/** Rates whose tries come back after a whole number of microseconds. */
const rates = fc.record({
  name: fc.uuid(),
  burst: fc.integer({ min: 1, max: 6 }),
  perMinute: fc.constantFrom(1, 2, 5, 6, 10, 60, 240),
});
/** Who tries, after how long. */
const tries = fc.array(
  fc.record({
    process: fc.constantFrom(0, 1),
    gapMs: fc.oneof(fc.constantFrom(0, 250, 1_000, 6_000, 10_000), fc.nat(30_000)),
  }),
  { minLength: 1, maxLength: 40 },
);

Deno.test("Limits.take() never allows more than it says in any time, whoever asks whom at once", () =>
  withProcesses(async ({ processes, clock }) => {
    const property = fc.asyncProperty(rates, tries, fc.nat(4_000), async (rate, asked, aheadMs) => {
      clock.aheadMs = aheadMs;
      const all = [...asked];
      const allowedMs: number[] = [];
      // Those between which no time passes ask at once.
      while (all.length > 0) {
        const next = all.findIndex(({ gapMs }, index) => index > 0 && gapMs > 0);
        const group = all.splice(0, next < 0 ? all.length : next);
        clock.ms += group[0].gapMs;
        const answers = group.map(({ process }) => processes[process].take(rate, "ada"));
        for (const seconds of await Promise.all(answers)) {
          if (seconds === 0) allowedMs.push(clock.ms);
        }
      }

      allowedMs.forEach((fromMs, first) => {
        allowedMs.slice(first).forEach((untilMs, more) => {
          const grown = Math.floor(((untilMs - fromMs + aheadMs) * rate.perMinute) / 60_000);
          assert.ok(more + 1 <= rate.burst + grown, `${more + 1} in ${untilMs - fromMs} ms`);
        });
      });
    });
    await fc.assert(property, { numRuns: 60 });
  }));

Deno.test("Limits.take() answers as a bucket of tokens would, and says when the next is there", () =>
  withProcesses(async ({ processes, clock }) => {
    const property = fc.asyncProperty(rates, tries, async (rate, all) => {
      const oneMs = 60_000 / rate.perMinute;
      let fullMs = rate.burst * oneMs;
      for (const { process, gapMs } of all) {
        clock.ms += gapMs;
        fullMs = Math.min(rate.burst * oneMs, fullMs + gapMs);
        const expected = fullMs >= oneMs ? 0 : Math.ceil((oneMs - fullMs) / 1_000);
        if (expected === 0) fullMs -= oneMs;
        assert.equal(await processes[process].take(rate, "ada"), expected);
      }
    });
    await fc.assert(property, { numRuns: 60 });
  }));

Deno.test("Limits.take() allows a burst once, of however many that ask two processes at once", () =>
  withProcesses(async ({ processes }) => {
    const rate = { name: "knocking", burst: 7, perMinute: 1 };

    const asked = Array.from({ length: 40 }, (_, index) => processes[index % 2].take(rate, "ada"));
    const answers = await Promise.all(asked);

    assert.equal(answers.filter((seconds) => seconds === 0).length, 7);
    assert.deepEqual(new Set(answers), new Set([0, 60]));
  }));

Deno.test("Limits.take() remembers after a restart, and counts for each key and name alone", () =>
  withProcesses(async ({ processes: [limits], open, clock }) => {
    const rate = { name: "knocking", burst: 1, perMinute: 2 };
    await limits.take(rate, "ada");

    assert.equal(await open().take(rate, "ada"), 30);
    clock.ms += 29_001;
    assert.equal(await open().take(rate, "ada"), 1);
    assert.equal(await open().take(rate, "bob"), 0);
    assert.equal(await open().take({ ...rate, name: "ringing" }, "ada"), 0);
    clock.ms += 999;
    assert.equal(await open().take(rate, "ada"), 0);
  }));

Deno.test("Limits.take() asks nobody about who was refused, until they may come again", () =>
  withProcesses(async ({ processes: [limits, others], db, clock }) => {
    const rate = { name: "knocking", burst: 1, perMinute: 1 };
    await limits.take(rate, "ada");
    await limits.take(rate, "ada");
    // What the database would say now is that nobody was ever there.
    await db.deleteFrom("limits").execute();

    assert.equal(await limits.take(rate, "ada"), 60);
    assert.equal(await others.take(rate, "ada"), 0);
    clock.ms += 60_000;
    assert.equal(await limits.take(rate, "ada"), 0);
  }));

Deno.test("Limits keeps few rows under a flood from ever new addresses, and no address", () =>
  withProcesses(async ({ processes, db, clock }) => {
    const rate = { name: "knocking", burst: 5, perMinute: 60 };
    let most = 0;
    for (let number = 0; number < 2_000; number++) {
      clock.ms += 10;
      await processes[number % 2].take(rate, `192.0.2.${number}`);
      if (number % 50 > 0) continue;
      most = Math.max(most, (await db.selectFrom("limits").selectAll().execute()).length);
    }
    const rows = await db.selectFrom("limits").selectAll().execute();

    // A hundred are not full yet; each process clears away after a hundred tries of its own.
    assert.ok(most <= 300, `${most} rows`);
    assert.equal(JSON.stringify(rows).includes("192.0.2"), false);
    assert.match(rows[0].key, /^[\w-]{43}$/);
  }));

Deno.test("Limits.take() makes nobody wait for a time that a wrong clock wrote", () =>
  withProcesses(async ({ processes: [limits, others], clock }) => {
    const rate = { name: "knocking", burst: 1, perMinute: 1 };
    clock.ms += 365 * 24 * 3_600_000;
    await limits.take(rate, "ada");
    clock.ms = START_MS;

    assert.equal(await others.take(rate, "ada"), 0);
    assert.equal(await others.take(rate, "ada"), 60);
  }));
