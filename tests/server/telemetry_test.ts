/** What a collector of OpenTelemetry is sent by the real site, and what it is never sent. */
import assert from "node:assert/strict";
import { startSite } from "./start_site.ts";

interface Span {
  readonly name: string;
  readonly attributes: readonly { key: string; value: { stringValue?: string } }[];
}

/** A collector that keeps all that it is sent. */
function startCollector() {
  const bodies: { path: string; text: string }[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (req) => {
    bodies.push({ path: new URL(req.url).pathname, text: await req.text() });
    return Response.json({});
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    all: () => bodies.map(({ text }) => text).join("\n"),
    spans: (): Span[] =>
      bodies.filter(({ path }) => path === "/v1/traces").flatMap(({ text }) =>
        JSON.parse(text).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
          resource.scopeSpans.flatMap(({ spans }) => spans)
        )
      ),
    stop: () => server.shutdown(),
  };
}

const valueOf = (span: Span | undefined, key: string) =>
  span?.attributes.find((attribute) => attribute.key === key)?.value.stringValue;

/** A learner asks for something, submits, and waits for the verdict. */
async function learn(url: string): Promise<{ id: string; cookie: string }> {
  const source = await Deno.readTextFile("exercises/gcounter/starter.ts");
  await (await fetch(`${url}/exercises/gcounter`)).body?.cancel();
  const response = await fetch(`${url}/api/submissions`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ slug: "gcounter", source }),
  });
  const cookie = response.headers.get("set-cookie")!.split(";")[0];
  const { id } = await response.json();
  await (await fetch(`${url}/api/submissions/${id}/events`, { headers: { cookie } })).text();
  return { id, cookie };
}

function settings(collector: { url: string }) {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_SERVICE_NAME: "truthlab",
  };
}

Deno.test("with OTEL_DENO=true each request and each grading is a span, and secrets are in none", async () => {
  const collector = startCollector();
  const site = await startSite(undefined, { ...settings(collector), OTEL_DENO: "true" });

  const { id, cookie } = await learn(site.url);
  const code = "a-code-of-a-reset-link-0123456789";
  const reset = { method: "POST", body: new URLSearchParams({ code }) };
  await (await fetch(`${site.url}/account/reset`, reset)).body?.cancel();
  await site.stop();

  const spans = collector.spans();
  const grade = spans.find(({ name }) => name === "grade");
  assert.equal(valueOf(grade, "truthlab.exercise"), "gcounter");
  assert.equal(valueOf(grade, "truthlab.verdict"), "failed");
  assert.equal(valueOf(grade, "truthlab.submission"), id);
  const names = spans.map(({ name }) => name);
  assert.ok(names.includes("POST /api/submissions"), names.join());
  const page = spans.find(({ name }) => name === "GET /exercises/:slug");
  assert.equal(valueOf(page, "http.route"), "/exercises/:slug");
  assert.ok(names.includes("POST /account/reset"), names.join());
  const secrets = [site.token, cookie, decodeURIComponent(cookie), code, "export class GCounter"];
  for (const secret of secrets) {
    assert.ok(secret.length > 5 && !collector.all().includes(secret), secret);
  }
  await collector.stop();
});

Deno.test("without OTEL_DENO nothing is sent", async () => {
  const collector = startCollector();
  const site = await startSite(undefined, settings(collector));

  await learn(site.url);
  await site.stop();

  assert.equal(collector.all(), "");
  await collector.stop();
});
