import assert from "node:assert/strict";
import { openSigner } from "./signer.ts";
import { openTickets } from "./tickets.ts";

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function request(cookie?: string): Request {
  return new Request("http://localhost/", {
    headers: cookie === undefined ? {} : { cookie: cookie.split(";")[0] },
  });
}

Deno.test("Tickets.read() gives back what was issued, for ten minutes and that purpose alone", () =>
  inFolder(async (folder) => {
    let nowMs = 0;
    const tickets = await openTickets(folder, () => true, () => nowMs);

    const cookie = await tickets.issue(request(), "provider", { state: "a" });

    assert.match(cookie, /; HttpOnly; Secure; SameSite=Lax$/);
    assert.deepEqual(await tickets.read(request(cookie), "provider"), { state: "a" });
    const renamed = cookie.replace("provider=", "passkey=");
    assert.equal(await tickets.read(request(renamed), "passkey"), undefined);
    nowMs = 600_000;
    assert.equal(await tickets.read(request(cookie), "provider"), undefined);
  }));

Deno.test("Tickets.read() takes nothing that was not issued as a ticket", () =>
  inFolder(async (folder) => {
    const tickets = await openTickets(folder, () => false);
    const other = await (await openSigner(folder)).sign("learner:ada");
    const made = btoa('{"purpose":"provider","untilMs":9e15,"fields":{}}');

    for (const cookie of [other, made, `${made}.${other.split(".")[1]}`, ""]) {
      assert.equal(await tickets.read(request(`provider=${cookie}`), "provider"), undefined);
    }
  }));
