import assert from "node:assert/strict";
import { describeBrowser } from "./describe_browser.ts";

Deno.test("describeBrowser() tells browser and system apart, and admits what it does not know", () => {
  const safari = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
  const cases: [string, string][] = [
    ["Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "Firefox on Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 Edg/141.0",
      "Edge on Windows",
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) ${safari} Version/18.0 Safari/604.1`,
      "Safari on iOS",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/141.0 Safari/537.36",
      "Chrome on Android",
    ],
    ["curl/8.5.0", "An unknown browser"],
    ["", "An unknown browser"],
  ];
  for (const [userAgent, name] of cases) assert.equal(describeBrowser(userAgent), name);
});
