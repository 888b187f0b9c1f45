import assert from "node:assert/strict";
import { openDatabase } from "@/db/open_database.ts";
import { makeScratch } from "@/tests/storage/scratch.ts";
import { claim, enqueue, finish } from "@/db/queue.ts";
import type { Database } from "@/db/schema.ts";
import type { Standing } from "@/lib/standing.ts";
import { Live } from "./live.ts";

interface Stage {
  readonly db: Database;
  readonly live: Live;
  submit(id: string, learnerId: string): Promise<void>;
  /** What a follower was told so far, and a promise of the next thing. */
  follow(id: string): Heard;
}

interface Heard {
  readonly told: Standing[];
  /** Resolves when something that was told fits. */
  until(fits: (standing: Standing) => boolean): Promise<void>;
  readonly ended: Promise<void>;
  leave(): void;
}

async function onStage(
  body: (stage: Stage) => Promise<void>,
  pollMs?: number,
): Promise<void> {
  const scratch = await makeScratch();
  const db = await openDatabase(scratch.dataDir, scratch.url);
  const live = new Live({ db, log: (line) => assert.fail(JSON.stringify(line)), pollMs });
  const submit = (id: string, learnerId: string) =>
    enqueue(db, { id, learnerId, learnerName: "", slug: "x", source: id, createdAt: "" });
  const follow = (id: string): Heard => {
    const told: Standing[] = [];
    let look = () => {};
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    const leave = live.follow(id, (standing) => {
      told.push(standing);
      look();
    }, end);
    const until = (fits: (standing: Standing) => boolean) =>
      new Promise<void>((resolve) => {
        look = () => told.some(fits) && resolve();
        look();
      });
    return { told, until, ended, leave };
  };
  try {
    await body({ db, live, submit, follow });
  } finally {
    live.close();
    await db.destroy();
    await scratch.remove();
  }
}

const VERDICT = { verdict: "passed", score: 1, json: "{}", createdAt: "" };
const lease = { owner: "w", nowMs: 0, untilMs: 1e15 };

Deno.test("Live.follow() tells the place in line, the checks done, and the end", () =>
  onStage(async ({ db, live, submit, follow }) => {
    await submit("s1", "ada");
    await submit("s2", "bob");
    const heard = follow("s2");

    await heard.until(({ place }) => place === 2);
    await claim(db, lease);
    live.changed();
    await heard.until(({ place }) => place === 1);
    await finish(db, "s1", "w", VERDICT);
    await claim(db, lease);
    live.report("s2", { checks: { done: 1, all: 3 } });
    await heard.until(({ checks }) => checks?.done === 1);
    const failed = { name: "a", promise: "A." };
    live.report("s2", { checks: { done: 2, all: 3 }, failed });
    await heard.until((standing) => standing.failed?.name === "a");
    await finish(db, "s2", "w", VERDICT);
    live.forget("s2");
    await heard.until(({ state }) => state === "done");

    assert.deepEqual(heard.told, [
      { state: "queued", place: 2 },
      { state: "queued", place: 1 },
      { state: "running", checks: { done: 1, all: 3 } },
      { state: "running", checks: { done: 2, all: 3 }, failed },
      { state: "done" },
    ]);
    // It looks when it is told to: between two steps, as by itself, it would see more than these.
  }, 3_600_000));

Deno.test("Live.follow() hears of what another process grades", () =>
  onStage(async ({ db, submit, follow }) => {
    await submit("s1", "ada");
    const heard = follow("s1");
    await heard.until(({ state }) => state === "queued");

    // Nobody tells this process.
    await claim(db, lease);
    await heard.until(({ state }) => state === "running");
    await finish(db, "s1", "w", VERDICT);
    await heard.until(({ state }) => state === "done");
  }));

Deno.test("Live.follow() tells who comes late how things are, and who has left nothing", () =>
  onStage(async ({ live, submit, follow }) => {
    await submit("s1", "ada");
    const first = follow("s1");
    await first.until(({ place }) => place === 1);
    const late = follow("s1");
    await late.until(({ place }) => place === 1);
    first.leave();
    late.leave();

    assert.equal(live.size, 0);
  }));

Deno.test("Live asks the database once, however many follow", () =>
  onStage(async ({ db, live, submit, follow }) => {
    await submit("s1", "ada");
    const asked: string[] = [];
    const watched = new Live({
      db: new Proxy(db, {
        get(target, name) {
          if (name === "selectFrom") asked.push("select");
          return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name);
        },
      }),
      log: () => {},
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    let told = 0;
    for (let index = 0; index < 200; index++) {
      watched.follow("s1", () => ++told === 200 && resolve(), () => {});
    }
    await promise;
    watched.close();

    assert.equal(asked.length, 1);
    assert.equal(live.size, 0);
    follow("s1").leave();
  }));

Deno.test("Live.close() sends everybody away, those who come later too", () =>
  onStage(async ({ live, submit, follow }) => {
    await submit("s1", "ada");
    const before = follow("s1");

    live.close();

    await before.ended;
    await follow("s1").ended;
  }));
