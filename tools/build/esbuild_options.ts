import type { BuildOptions } from "esbuild";

/** What all bundles for the browser have in common. */
export function esbuildOptions(root: string): BuildOptions & { metafile: true } {
  return {
    absWorkingDir: root,
    outbase: root,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    jsx: "automatic",
    jsxImportSource: "preact",
    alias: { "@": root, "fresh/runtime": `${root}/fresh/runtime.ts` },
    metafile: true,
    logLevel: "silent",
  };
}
