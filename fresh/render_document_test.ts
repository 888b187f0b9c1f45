import assert from "node:assert/strict";
import { type ComponentChildren, h, type VNode } from "preact";
import { type BuildCache, EMPTY_BUILD, type Island } from "./build_cache.ts";
import { renderDocument } from "./render_document.ts";
import { asset, Head } from "./runtime.ts";

function Counter({ start }: { start: unknown }): VNode {
  return h("button", null, `count ${start}`) as VNode;
}
function Panel({ children }: { children?: ComponentChildren }): VNode {
  return h("div", null, children) as VNode;
}
function Figure(): VNode {
  return h("figure", null, "still") as VNode;
}
function Outer(): VNode {
  return h("section", null, h(Counter, { start: 5 })) as VNode;
}

const BUILD: BuildCache = {
  root: ".",
  manifest: { ...EMPTY_BUILD.manifest, clientEntry: "/_fresh/client.js", buildId: "b1" },
  islands: new Map<unknown, Island>([
    [Counter, { name: "Counter", url: "/_fresh/Counter.js", isLazy: false }],
    [Outer, { name: "Outer", url: "/_fresh/Outer.js", isLazy: false }],
    [Figure, { name: "Figure", url: "/_fresh/Figure.js", isLazy: true }],
  ]),
};

async function render(content: ComponentChildren, pathname = "/") {
  const rendered = await renderDocument({
    content,
    build: BUILD,
    pathname,
    wrap: (Component) =>
      Promise.resolve(
        h(
          "html",
          null,
          h("head", null, h("title", null, "Site")),
          h("body", null, h(Component, null)),
        ) as VNode,
      ),
  });
  assert(!(rendered instanceof Response));
  return rendered;
}

Deno.test("renderDocument() marks islands and boots them with their props", async () => {
  const { html, preloads } = await render(h(Panel, null, h(Counter, { start: 3 })));

  assert.match(
    html,
    /<div><!--frsh:island:Counter:0:--><button>count 3<\/button><!--\/frsh:island-->/,
  );
  assert(html.includes(`import { boot } from "/_fresh/client.js";`));
  assert(html.includes(String.raw`boot({Counter},"[{\"start\":3}]","b1",{});`));
  assert.deepEqual(preloads, ["/_fresh/client.js", "/_fresh/Counter.js"]);
});

Deno.test("renderDocument() renders a lazy island, and loads it later", async () => {
  const { html, preloads } = await render([h(Counter, { start: 3 }), h(Figure, null)]);

  assert.match(html, /<!--frsh:island:Figure:1:--><figure>still<\/figure><!--\/frsh:island-->/);
  assert(!html.includes("import Figure"));
  assert(html.includes(`{Figure:()=>import("/_fresh/Figure.js")});`));
  assert.deepEqual(preloads, ["/_fresh/client.js", "/_fresh/Counter.js"]);
});

Deno.test("renderDocument() leaves an island inside an island to the outer one", async () => {
  const { html } = await render(h(Outer, null));

  assert.equal(html.match(/<!--frsh:island/g)?.length, 1);
  assert(!html.includes("/_fresh/Counter.js"));
});

Deno.test("renderDocument() writes no script on a page without islands", async () => {
  const { html, preloads } = await render(h("p", null, "text"));

  assert(!html.includes("<script"));
  assert.deepEqual(preloads, []);
});

Deno.test("renderDocument() lets no prop end the script", async () => {
  const { html } = await render(h(Counter, { start: "</script><script>alert(1)</script><!--" }));

  const script = html.slice(html.indexOf("<script"));
  assert.equal(script.match(/<\/script>/g)?.length, 1);
  assert(!script.includes("<!--"));
});

Deno.test("renderDocument() refuses an island's prop that is not JSON", async () => {
  for (const start of [() => 1, new Map(), NaN, h("b", null)]) {
    await assert.rejects(render(h(Counter, { start })), /"start" that is not JSON/);
  }
});

Deno.test("Head puts elements into the document's head, a title in place of the app's", async () => {
  const { html } = await render([
    h(Head, null, h("title", null, "Page"), h("meta", { name: "robots", content: "none" })),
    h("p", null, "text"),
  ]);

  const head = html.slice(0, html.indexOf("</head>"));
  assert(head.includes("<title>Page</title>"));
  assert(!head.includes("Site"));
  assert(head.includes(`<meta name="robots" content="none"`));
});

Deno.test("Head leaves the titles of drawings where they are", async () => {
  const { html } = await render([
    h(Head, null, h("title", null, "Page")),
    h("svg", null, h("title", null, "A drawing")),
  ]);

  assert(html.includes("<svg><title>A drawing</title></svg>"));
});

Deno.test("renderDocument() marks links to this page and to those above it", async () => {
  const { html } = await render([
    h("a", { href: "/a" }, "above"),
    h("a", { href: "/a/b" }, "here"),
    h("a", { href: "/ab" }, "other"),
  ], "/a/b");

  assert.match(html, /href="\/a" data-ancestor="true" aria-current="true">above/);
  assert.match(html, /href="\/a\/b" data-current="true" aria-current="page">here/);
  assert.match(html, /href="\/ab">other/);
});

Deno.test("asset() locks paths of this site and nothing else", () => {
  assert.match(asset("/styles.css?a=1#b"), /^\/styles\.css\?a=1&__frsh_c=\w+#b$/);
  assert.equal(asset("https://example.org/a"), "https://example.org/a");
  assert.equal(asset("//example.org/a"), "//example.org/a");
  assert.equal(asset(asset("/a")), asset("/a"));
});
