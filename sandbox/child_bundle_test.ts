import assert from "node:assert/strict";
import { childBundle, codeBytes } from "./child_bundle.ts";
import { cacheOf } from "./walls.ts";

Deno.test("childBundle() keeps the compiled code of all that is in the bundle", async () => {
  const path = await childBundle(Deno.cwd());

  const cache = cacheOf(path);
  const bytes = await codeBytes(cache);
  // Children find the folder read-only, where SQLite reads what has both files beside it, and no other.
  for (const name of ["dep_analysis_cache_v2", "v8_code_cache_v2"]) {
    for (const kind of ["shm", "wal"]) await Deno.stat(`${cache}/${name}-${kind}`);
  }
  const { size } = await Deno.stat(path);
  assert.ok(bytes > size, `${bytes} bytes of compiled code for ${size} of source`);
});
