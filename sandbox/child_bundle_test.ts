import assert from "node:assert/strict";
import { childBundle } from "./child_bundle.ts";
import { cacheOf } from "./walls.ts";

Deno.test("childBundle() keeps the compiled code of all that is in the bundle", async () => {
  const path = await childBundle(Deno.cwd());

  const cache = cacheOf(path);
  let bytes = 0;
  for await (const { name } of Deno.readDir(cache)) {
    if (name.startsWith("v8_code_cache")) bytes += (await Deno.stat(`${cache}/${name}`)).size;
  }
  const { size } = await Deno.stat(path);
  assert.ok(bytes > size, `${bytes} bytes of compiled code for ${size} of source`);
});
