import assert from "node:assert/strict";
import { withDatabase } from "@/tests/storage/scratch.ts";
import { openSigner } from "./signer.ts";
import { openTickets, type Tickets } from "./tickets.ts";

interface Scene {
  readonly tickets: Tickets;
  /** Tickets as another process of the same site has them. */
  readonly others: Tickets;
  readonly clock: { ms: number };
  readonly dataDir: string;
}

async function withTickets(body: (scene: Scene) => Promise<void>): Promise<void> {
  await withDatabase(async (db, { dataDir }) => {
    const clock = { ms: 0 };
    const open = () => openTickets({ db, dataDir, isSecure: () => true, now: () => clock.ms });
    await body({ tickets: await open(), others: await open(), clock, dataDir });
  });
}

function request(cookie?: string): Request {
  return new Request("http://localhost/", {
    headers: cookie === undefined ? {} : { cookie: cookie.split(";")[0] },
  });
}

Deno.test("Tickets.read() gives back what was issued, for ten minutes and that purpose alone", () =>
  withTickets(async ({ tickets, clock }) => {
    const cookie = await tickets.issue(request(), "provider", { state: "a" });

    assert.match(cookie, /; HttpOnly; Secure; SameSite=Lax$/);
    assert.deepEqual(await tickets.read(request(cookie), "provider"), { state: "a" });
    const renamed = cookie.replace("provider=", "passkey=");
    assert.equal(await tickets.read(request(renamed), "passkey"), undefined);
    clock.ms = 600_000;
    assert.equal(await tickets.read(request(cookie), "provider"), undefined);
    assert.equal(await tickets.redeem(request(cookie), "provider"), undefined);
  }));

Deno.test("Tickets.read() takes nothing that was not issued as a ticket", () =>
  withTickets(async ({ tickets, dataDir }) => {
    const other = await (await openSigner(dataDir)).sign("learner:ada");
    const made = btoa('{"id":"1","purpose":"provider","untilMs":9e15,"fields":{}}');

    for (const cookie of [other, made, `${made}.${other.split(".")[1]}`, ""]) {
      assert.equal(await tickets.read(request(`provider=${cookie}`), "provider"), undefined);
      assert.equal(await tickets.redeem(request(`provider=${cookie}`), "provider"), undefined);
    }
  }));

Deno.test("Tickets.issue() takes names in all letters", () =>
  withTickets(async ({ tickets }) => {
    const fields = { name: "Łucja 李 🦊" };

    const cookie = await tickets.issue(request(), "add", fields);

    assert.deepEqual(await tickets.read(request(cookie), "add"), fields);
  }));

Deno.test("Tickets.redeem() takes a ticket once, whichever process is asked, and however written", () =>
  withTickets(async ({ tickets, others, clock }) => {
    const cookie = await tickets.issue(request(), "enter", { challenge: "a" });
    const padded = `${cookie.split(";")[0]}=`;

    const asked = [tickets, others, tickets, others].map((each, index) =>
      each.redeem(request(index % 2 === 0 ? padded : cookie), "enter")
    );
    const taken = (await Promise.all(asked)).filter((fields) => fields !== undefined);

    assert.deepEqual(taken, [{ challenge: "a" }]);
    clock.ms = 599_999;
    assert.equal(await others.redeem(request(cookie), "enter"), undefined);
    const second = await others.issue(request(), "enter", { challenge: "a" });
    assert.deepEqual(await tickets.redeem(request(second), "enter"), { challenge: "a" });
  }));

Deno.test("Tickets.redeem() keeps of used tickets those alone that have not run out", () =>
  withDatabase(async (db, { dataDir }) => {
    let nowMs = 0;
    const tickets = await openTickets({ db, dataDir, isSecure: () => true, now: () => nowMs });
    for (let round = 0; round < 3; round++) {
      const cookie = await tickets.issue(request(), "enter", {});
      await tickets.redeem(request(cookie), "enter");
      nowMs += 600_001;
    }

    const { length } = await db.selectFrom("used_tickets").selectAll().execute();

    assert.equal(length, 1);
  }));
