import { listFiles } from "@/lib/hash_files.ts";
import type { Step } from "../build.ts";
import { css } from "./css.ts";
import { hashBytes, listOutputs } from "./list_outputs.ts";

/** Where class names are looked for. */
const SOURCES = ["components", "islands", "routes", "content"];

const FONTS = [
  ["instrument-sans", "instrument-sans-latin-wght-normal"],
  ["source-serif-4", "source-serif-4-latin-wght-normal"],
  ["source-serif-4", "source-serif-4-latin-wght-italic"],
  ["jetbrains-mono", "jetbrains-mono-latin-wght-normal"],
];

/** `/styles.css`: the classes that are used, after `components/styles.css`, and the fonts. */
export const writeStyles: Step = {
  name: "styles",
  sources: SOURCES,

  async run(root) {
    const out = `${root}/_fresh/styles`;
    await Deno.mkdir(`${out}/fonts`);
    let base = await Deno.readTextFile(`${root}/components/styles.css`);
    for (const [family, name] of FONTS) {
      const path = `node_modules/@fontsource-variable/${family}/files/${name}.woff2`;
      const bytes = await Deno.readFile(`${root}/${path}`);
      const url = `/fonts/${name}-${await hashBytes(bytes)}.woff2`;
      await Deno.writeFile(out + url, bytes);
      base = base.replaceAll(`font:${name}`, url);
    }
    const texts: string[] = [];
    for (const path of await listFiles(root, SOURCES)) {
      if (/\.(tsx|mdx|ts)$/.test(path)) texts.push(await Deno.readTextFile(`${root}/${path}`));
    }
    await Deno.writeTextFile(`${out}/styles.css`, await css(base, texts));
    const files = await listOutputs(root, {
      name: "styles",
      base: "",
      isImmutable: (path) => path.endsWith(".woff2"),
    });
    return { files };
  },
};
