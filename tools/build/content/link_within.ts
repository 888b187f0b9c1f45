import { type Node, visit } from "./tree.ts";

/**
 * A rehype plug-in for the page with all sections: links between sections stay on this page. There
 * the id of a heading begins with its section's slug.
 */
export function linkWithin(options: { slug: string }) {
  return () => (tree: Node): void => {
    visit(tree, ({ tagName, properties }) => {
      if (tagName === "a" && typeof properties?.href === "string") {
        properties.href = withinPage(properties.href, options.slug);
      }
    });
  };
}

export function withinPage(href: string, slug: string): string {
  const [path, fragment] = href.split("#");
  const [, other] = path.match(/^\/chapter\/([a-z0-9-]+)$/) ?? [];
  const target = path === "" ? slug : other;
  // A figure's state can only be shown where the figure is.
  if (target === undefined) return href;
  if (fragment?.includes("=")) return `/chapter/${target}#${fragment}`;
  // On paper a figure is told in words, which have no id: its section is near enough.
  if (fragment === undefined || fragment.startsWith("figure-")) return `#${target}`;
  return fragment.startsWith(`${target}-`) ? href : `#${target}-${fragment}`;
}
