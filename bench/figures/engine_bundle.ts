import * as esbuild from "esbuild";
import type { Figure } from "../figure.ts";

export const figure: Figure = {
  unit: "kB gzipped",
  target: { atMost: 25 },
  method:
    "engine/ as the browser gets it: run_suite with the walks, stories, PCT and search plans, " +
    "bundled and minified by esbuild, gzipped.",
  async measure() {
    const root = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");
    const plans = ["run_suite", "plan_walks", "plan_script", "plan_pct", "plan_search"];
    const built = await esbuild.build({
      stdin: {
        contents: plans.map((name) => `export * from "@/engine/${name}.ts";`).join("\n"),
        resolveDir: root,
        loader: "ts",
      },
      alias: { "@": root },
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
  },
};
