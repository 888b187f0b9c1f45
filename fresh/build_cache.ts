import type { ComponentType } from "preact";
import { shared } from "./shared.ts";

/** What the build wrote down in `_fresh/manifest.json`. */
export interface Manifest {
  /** Names this state of the sources; it locks the URLs that `asset` makes. */
  readonly buildId: string;
  /** The URL of the script that hydrates islands. */
  readonly clientEntry: string;
  /** For every island, by its file's path from the root, the URL of its module. */
  readonly islands: Readonly<Record<string, string>>;
  /** The paths of those among them that are loaded once they are nearly in sight. */
  readonly lazyIslands: readonly string[];
  /** For every URL below `/`, the file that it serves. */
  readonly files: Readonly<Record<string, BuiltFile>>;
}

export interface BuiltFile {
  /** From the root of the project. */
  readonly path: string;
  readonly hash: string;
  readonly contentType: string;
  /** True where the URL names the content, so that it may be cached for ever. */
  readonly isImmutable: boolean;
}

/** A component that the browser hydrates. */
export interface Island {
  readonly name: string;
  readonly url: string;
  /** True where the browser loads it once it is nearly in sight, and not with the page. */
  readonly isLazy: boolean;
}

/** The build as the running server knows it. */
export interface BuildCache {
  readonly root: string;
  readonly manifest: Manifest;
  /** Islands by their component, which is how they are found in a rendered tree. */
  readonly islands: ReadonlyMap<unknown, Island>;
}

/** A build with nothing in it, for apps without files. */
export const EMPTY_BUILD: BuildCache = {
  root: ".",
  manifest: { buildId: "none", clientEntry: "", islands: {}, lazyIslands: [], files: {} },
  islands: new Map(),
};

/**
 * Reads the build and loads all islands.
 *
 * @throws Error when there is no build.
 */
export async function loadBuild(root: string): Promise<BuildCache> {
  const manifest = await readManifest(root);
  shared.buildId = manifest.buildId;
  const islands = new Map<unknown, Island>();
  for (const [path, url] of Object.entries(manifest.islands)) {
    const module = await import(`file://${root}/${path}`) as { default?: ComponentType };
    if (typeof module.default !== "function") {
      throw new TypeError(`${path}: an island's default export is its component`);
    }
    const isLazy = manifest.lazyIslands.includes(path);
    islands.set(module.default, { name: islandName(path), url, isLazy });
  }
  return { root, manifest, islands };
}

async function readManifest(root: string): Promise<Manifest> {
  try {
    return JSON.parse(await Deno.readTextFile(`${root}/_fresh/manifest.json`)) as Manifest;
  } catch (error) {
    throw new Error(`Could not find ${root}/_fresh/manifest.json: run "deno task build" first`, {
      cause: error,
    });
  }
}

/** An identifier that is unique among islands: `islands/figures/A.tsx` gives `figures_A`. */
function islandName(path: string): string {
  return path.replace(/^islands\//, "").replace(/\.tsx$/, "").replace(/[^A-Za-z0-9]+/g, "_");
}
