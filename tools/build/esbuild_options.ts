import type { BuildOptions, Plugin } from "esbuild";

/**
 * What all bundles for the browser have in common. Add plugins to its own, or hidden files could
 * be bundled.
 */
export function esbuildOptions(
  root: string,
  plugins: readonly Plugin[] = [],
): BuildOptions & { metafile: true } {
  return {
    plugins: [refuseHidden(root), ...plugins],
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

/**
 * Stops a build that would hand a hidden suite or a solution to browsers. Bundles lose their
 * comments, so nothing in the built file would tell.
 */
function refuseHidden(root: string): Plugin {
  return {
    name: "refuse-hidden",
    setup(build) {
      build.onLoad({ filter: /[\\/](?:graders|solutions)[\\/]/ }, ({ path }) => {
        const inside = path.slice(root.length + 1);
        if (!/^(?:graders|solutions)[\\/]/.test(inside)) return undefined;
        return { errors: [{ text: `${inside} is hidden: no browser may have it` }] };
      });
    },
  };
}
