import assert from "node:assert/strict";

/** Where the version of Deno is written down, for people and for machines. */
const PLACES: Readonly<Record<string, RegExp>> = {
  "README.md": /deno@(\d+\.\d+\.\d+)/g,
  ".ci/run": /DENO_VERSION=(\d+\.\d+\.\d+)/g,
  "deploy/Containerfile": /deno@(\d+\.\d+\.\d+)/g,
  "docs/operations.md": /deno@(\d+\.\d+\.\d+)/g,
};

Deno.test("one version of Deno is named everywhere", async () => {
  const versions = new Set<string>();
  for (const [path, pattern] of Object.entries(PLACES)) {
    const found = [...(await Deno.readTextFile(path)).matchAll(pattern)];
    assert.ok(found.length > 0, `${path} names no version`);
    for (const [, version] of found) versions.add(version);
  }

  assert.equal(versions.size, 1, [...versions].join());
});
