import * as esbuild from "esbuild";
import { ROOT } from "@/tools/root.ts";

/** The kilobytes that some files of the engine take in the browser: minified and gzipped, in one. */
export async function measureBundle(names: readonly string[]): Promise<number> {
  const built = await esbuild.build({
    stdin: {
      contents: names.map((name) => `export * from "@/engine/${name}.ts";`).join("\n"),
      resolveDir: ROOT,
      loader: "ts",
    },
    alias: { "@": ROOT },
    bundle: true,
    minify: true,
    format: "esm",
    target: "esnext",
    write: false,
  });
  await esbuild.stop();
  const stream = new Blob([built.outputFiles[0].contents as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).bytes()).length / 1_000;
}
