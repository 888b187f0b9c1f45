import assert from "node:assert/strict";
import { DraftSync, type ServerDraft } from "./draft_sync.ts";

/** A server with one draft, as `PUT /api/exercises/SLUG/draft` keeps it. */
class FakeServer {
  draft: ServerDraft = { source: "", version: 0, updatedAt: null };
  isDown = false;
  puts = 0;

  readonly fetch = ((_url: string, init: RequestInit = {}) => {
    if (this.isDown) return Promise.reject(new TypeError("offline"));
    if (init.method !== "PUT") return Promise.resolve(Response.json(this.draft));
    this.puts++;
    const { source, base } = JSON.parse(init.body as string);
    if (base !== this.draft.version) {
      return Promise.resolve(Response.json({ draft: this.draft }, { status: 409 }));
    }
    this.draft = { source, version: base + 1, updatedAt: "2026-01-01T00:00:00Z" };
    const { version, updatedAt } = this.draft;
    return Promise.resolve(Response.json({ version, updatedAt }));
  }) as typeof fetch;
}

/** A browser with a program that began as "starter". */
function openBrowser(server: FakeServer, kept = new Map<string, string>()) {
  const page = { source: "starter", theirs: undefined as ServerDraft | undefined };
  const sync = new DraftSync({
    slug: "raft",
    initial: "starter",
    storage: () => ({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
    }),
    fetch: server.fetch,
    read: () => page.source,
    take: (source) => page.source = source,
    onConflict: (theirs) => page.theirs = theirs,
  });
  return { page, sync, kept };
}

Deno.test("DraftSync sends what was changed, and nothing else", async () => {
  const server = new FakeServer();
  const { page, sync } = openBrowser(server);

  await sync.open();
  assert.equal(server.puts, 0);
  page.source = "mine";
  await sync.push();
  await sync.push();

  assert.equal(server.puts, 1);
  assert.equal(server.draft.source, "mine");
});

Deno.test("DraftSync brings a draft from elsewhere to a page where nothing was changed", async () => {
  const server = new FakeServer();
  const one = openBrowser(server);
  one.page.source = "from elsewhere";
  await one.sync.open();
  const other = openBrowser(server);

  await other.sync.open();

  assert.equal(other.page.source, "from elsewhere");
  assert.equal(other.page.theirs, undefined);
});

Deno.test("DraftSync overwrites neither of two drafts that have both changed", async () => {
  const server = new FakeServer();
  const [one, other] = [openBrowser(server), openBrowser(server)];
  await one.sync.open();
  await other.sync.open();

  one.page.source = "one";
  await one.sync.push();
  other.page.source = "other";
  await other.sync.push();
  other.page.source = "other, and more";
  await other.sync.push();

  assert.equal(other.page.theirs?.source, "one");
  assert.equal(server.draft.source, "one");
  assert.equal(other.page.source, "other, and more");
  // Until the learner has chosen nothing more is sent.
  assert.equal(server.puts, 2);
});

Deno.test("DraftSync.settle() keeps what the learner chose", async () => {
  for (const [choice, source] of [["mine", "other"], ["theirs", "one"]] as const) {
    const server = new FakeServer();
    const [one, other] = [openBrowser(server), openBrowser(server)];
    one.page.source = "one";
    await one.sync.open();
    other.page.source = "other";
    await other.sync.open();

    await other.sync.settle(choice);

    assert.equal(other.page.source, source);
    assert.equal(server.draft.source, source);
    assert.equal(other.page.theirs, undefined);
  }
});

Deno.test("DraftSync sends later what could not be sent", async () => {
  const server = new FakeServer();
  const { page, sync } = openBrowser(server);
  server.isDown = true;
  await sync.open();
  page.source = "written on a train";
  await sync.push();
  assert.equal(sync.isCutOff, true);

  server.isDown = false;
  await sync.push();

  assert.equal(sync.isCutOff, false);
  assert.equal(server.draft.source, "written on a train");
});

Deno.test("DraftSync knows after a reload what was agreed on", async () => {
  const server = new FakeServer();
  const first = openBrowser(server);
  first.page.source = "mine";
  await first.sync.open();
  server.draft = { source: "newer", version: 2, updatedAt: null };

  const again = openBrowser(server, first.kept);
  again.page.source = "mine";
  await again.sync.open();

  assert.equal(again.page.source, "newer");
});
