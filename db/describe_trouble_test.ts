import assert from "node:assert/strict";
import { describeTrouble } from "./describe_trouble.ts";

const ADDRESS = "postgres://ada:secret@db.example:5433/truth?sslmode=require";

Deno.test("describeTrouble() says what to do, and keeps the password", () => {
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });

  assert.equal(
    describeTrouble(new AggregateError([refused]), ADDRESS),
    "Cannot use the database postgres://ada@db.example:5433/truth: nobody answers there: " +
      "start the server, or set DATABASE_URL to where it is",
  );
});

Deno.test("describeTrouble() repeats what it does not know", () => {
  assert.match(describeTrouble(new Error("odd"), ADDRESS), /: odd$/);
});
