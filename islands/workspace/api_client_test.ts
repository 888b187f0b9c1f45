import assert from "node:assert/strict";
import { ApiError, refusalOf, type Submission, submit, waitForVerdict } from "./api_client.ts";

const sleep = () => Promise.resolve();

function answering(...answers: (() => Response)[]): typeof fetch {
  return () => {
    const answer = answers.shift();
    return answer === undefined
      ? Promise.reject(new TypeError("offline"))
      : Promise.resolve(answer());
  };
}

async function refusal(answer?: () => Response): Promise<string> {
  const fetch = answer === undefined ? answering() : answering(answer);
  const error = await submit("raft", "x", { fetch }).catch((error) => error);
  assert.ok(error instanceof ApiError);
  return error.message;
}

function submission(state: Submission["state"]): () => Response {
  return () => Response.json({ id: "s1", createdAt: "", state, verdict: null });
}

Deno.test("refusalOf() refuses what is empty or too long", () => {
  assert.match(refusalOf(" \n")!, /empty/);
  assert.equal(refusalOf("x".repeat(64 * 1024)), undefined);
  assert.match(refusalOf("é".repeat(32 * 1024 + 1))!, /64\.0 KiB/);
});

Deno.test("submit() puts every refusal into words", async () => {
  assert.match(await refusal(), /cannot be reached/);
  assert.match(await refusal(() => new Response("<html>", { status: 502 })), /trouble of its own/);
  assert.match(await refusal(() => new Response("", { status: 403 })), /reload the page/);
  assert.match(
    await refusal(() => new Response("", { status: 429, headers: { "Retry-After": "7" } })),
    /in 7 seconds/,
  );
  assert.equal(
    await refusal(() => Response.json({ error: { message: "No such thing." } }, { status: 404 })),
    "No such thing.",
  );
  assert.match(await refusal(() => new Response("?", { status: 418 })), /418/);
  assert.match(await refusal(() => new Response("<html>")), /cannot be read/);
});

Deno.test("waitForVerdict() asks until the submission is done, over short failures", async () => {
  const states: string[] = [];
  const fetch = answering(
    submission("queued"),
    () => new Response("", { status: 503 }),
    submission("running"),
    submission("done"),
  );

  const done = await waitForVerdict("s1", ({ state }) => states.push(state), { fetch, sleep });

  assert.equal(done.state, "done");
  assert.deepEqual(states, ["queued", "running", "done"]);
});

Deno.test("waitForVerdict() gives up when nobody answers", async () => {
  const waiting = waitForVerdict("s1", () => {}, { fetch: answering(), sleep });

  await assert.rejects(waiting, ApiError);
});

Deno.test("waitForVerdict() does not ask again for what is not there", async () => {
  const fetch = answering(() => new Response("", { status: 404 }), submission("done"));

  await assert.rejects(waitForVerdict("s1", () => {}, { fetch, sleep }), ApiError);
});
