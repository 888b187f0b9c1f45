import { defineConfig, stringify, twind, virtual } from "@twind/core";
import presetAutoprefix from "@twind/preset-autoprefix";
import presetTailwind from "@twind/preset-tailwind";
import { transform } from "esbuild";

/** The design's colours: custom properties that `components/styles.css` sets for light and dark. */
const COLORS = [
  "paper",
  "panel",
  "sunken",
  "ink",
  "muted",
  "line",
  "accent",
  "accent-ink",
  "good",
  "bad",
  "warn",
];

/**
 * One stylesheet: `base`, and rules for all class names that occur in the texts. This function is
 * all that knows of Twind: another tool that reads Tailwind's class names can take its place.
 */
export async function css(base: string, texts: readonly string[]): Promise<string> {
  const tw = twind(
    defineConfig({
      presets: [presetAutoprefix(), presetTailwind({ disablePreflight: true })],
      hash: false,
      theme: {
        colors: {
          transparent: "transparent",
          current: "currentColor",
          ...Object.fromEntries(
            COLORS.map((name) => [name, `rgb(var(--${name}) / <alpha-value>)`]),
          ),
        },
        fontFamily: {
          sans: "var(--font-sans)",
          serif: "var(--font-serif)",
          mono: "var(--font-mono)",
        },
      },
    }),
    virtual(),
  );
  const names = new Set(texts.flatMap(classNames));
  for (const name of [...names].sort()) tw(name);
  // Classes come after the base, and therefore win over its elements.
  const { code } = await transform(base + stringify(tw.target), {
    loader: "css",
    minify: true,
    target: "es2022",
  });
  return code;
}

/** Everything between quotes or spaces that could be a class name: what is none gives no rule. */
function classNames(text: string): string[] {
  return text.split(/[\s"'`]+/).filter((word) => /^[a-z!\-\[][^;{}<]*[a-z0-9\])%]$/.test(word));
}
