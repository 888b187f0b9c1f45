import assert from "node:assert/strict";
import { Lookout } from "./lookout.ts";

const ALONE = {
  onError: (error: unknown) => assert.fail(String(error)),
  pollMs: 3_600_000,
  gatherMs: 1,
};

/** A timer that is set after others, and is no shorter, ends after them. */
function afterTimers(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ALONE.gatherMs));
}

/** Looks that end when they are told to, by their number. */
function slowLooks() {
  const ends: (() => void)[] = [];
  let told = () => {};
  const look = () =>
    new Promise<void>((resolve) => {
      ends.push(resolve);
      told();
    });
  /** Resolves when the look of that number, from 1, has begun. */
  const begun = async (count: number) => {
    while (ends.length < count) await new Promise<void>((resolve) => told = resolve);
  };
  return { ends, look, begun };
}

Deno.test("Lookout looks once more for all that changes during a look, and never twice at once", async () => {
  const { ends, look, begun } = slowLooks();
  const lookout = new Lookout({ look, isWanted: () => true, ...ALONE });
  lookout.begin();
  await begun(1);

  for (let change = 0; change < 3; change++) lookout.changed();
  // Its time comes several times while the first look lasts.
  for (let turn = 0; turn < 3; turn++) await afterTimers();
  assert.equal(ends.length, 1);
  ends[0]();
  await begun(2);
  ends[1]();
  lookout.close();

  assert.equal(ends.length, 2);
});

Deno.test("Lookout goes on after a look that failed", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const errors: unknown[] = [];
  let looks = 0;
  const lookout = new Lookout({
    look: async () => {
      if (++looks === 1) throw await Promise.resolve("no database");
      resolve();
    },
    isWanted: () => looks < 2,
    onError: (error) => errors.push(error),
    pollMs: 1,
    gatherMs: 1,
  });

  lookout.begin();
  await promise;
  lookout.close();

  assert.deepEqual(errors, ["no database"]);
});

Deno.test("Lookout looks at nothing while nobody wants to know, nor once it is closed", async () => {
  let looks = 0;
  const count = () => Promise.resolve(void looks++);
  const idle = new Lookout({ look: count, isWanted: () => false, ...ALONE });
  const closed = new Lookout({ look: count, isWanted: () => true, ...ALONE });

  idle.changed();
  closed.begin();
  closed.close();
  closed.begin();
  closed.changed();
  await afterTimers();

  assert.deepEqual([looks, closed.isClosed], [0, true]);
});
