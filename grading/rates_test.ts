import assert from "node:assert/strict";
import { openLimits } from "@/auth/limits.ts";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { limiter, RATES } from "./rates.ts";

Deno.test("limiter() takes so many submissions in a day, however slowly they come", () =>
  withDatabase(async (db, { dataDir }) => {
    let nowMs = Date.UTC(2026, 10, 25);
    const rates = { ...RATES, submissions: { burst: 2, perMinute: 1_000 } };
    const { take } = limiter(openLimits({ db, dataDir, now: () => nowMs }), rates);
    const submit = async () => {
      nowMs += 1_000;
      await take("submissions", "ada");
    };
    for (let count = 0; count < 60; count++) await submit();

    await assert.rejects(submit(), { name: "Refusal", status: 429, message: /60 .* within a day/ });

    await take("submissions", "bob");
    nowMs += 24 * 60 * 60_000;
    await submit();
  }));
