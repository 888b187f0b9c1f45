import assert from "node:assert/strict";
import { withinPage } from "./link_within.ts";

Deno.test("withinPage() keeps links between sections on the page with all of them", () => {
  const cases: readonly [string, string][] = [
    ["#part", "#mine-part"],
    ["#mine-source-a", "#mine-source-a"],
    ["/chapter/other", "#other"],
    ["/chapter/other#part", "#other-part"],
    ["/chapter/other#figure-a=1.2", "/chapter/other#figure-a=1.2"],
    ["#figure-a=1.2", "/chapter/mine#figure-a=1.2"],
    ["#figure-a", "#mine"],
    ["/chapter/other#figure-a", "#other"],
    ["/exercises/other", "/exercises/other"],
    ["https://example.org/chapter/other", "https://example.org/chapter/other"],
  ];

  for (const [href, expected] of cases) assert.equal(withinPage(href, "mine"), expected, href);
});
