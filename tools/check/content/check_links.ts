import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Section } from "@/routes/(_shared)/sections.ts";

/** What there is to link to, besides sections. */
export interface Targets {
  readonly exercises: readonly string[];
  /** Paths of pages without parameters. */
  readonly pages: readonly string[];
}

/** Every link that leads nowhere, as place and repair: sections are rendered, and then read. */
export function checkLinks(sections: readonly Section[], targets: Targets): string[] {
  const rendered = new Map(sections.map((section) => [section.slug, render(section)]));
  return sections.flatMap(({ slug }) => {
    const path = `content/${slug.replaceAll("-", "_")}.mdx`;
    const { links, twice } = rendered.get(slug)!;
    const doubled = twice.map((id) => `${path} has the id ${id} twice: give each its own`);
    const dead = [...new Set(links)].flatMap((href) => {
      const fault = faultOf(href, { from: slug, rendered, targets });
      return fault === undefined ? [] : [`${path} links to ${href}: ${fault}`];
    });
    return [...doubled, ...dead];
  });
}

interface Rendered {
  readonly ids: ReadonlySet<string>;
  /** Ids that stand there more than once, so that a link to them is a guess. */
  readonly twice: readonly string[];
  readonly links: readonly string[];
}

function render({ Content, sources }: Section): Rendered {
  const html = renderToString(h(Content, null));
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
  const links = [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href]) => href);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return {
    twice: [...twice],
    ids: new Set([...ids, "sources", ...sources.map(({ key }) => `source-${key}`)]),
    links: links.map((href) => href.replaceAll("&amp;", "&")),
  };
}

function faultOf(
  href: string,
  options: { from: string; rendered: ReadonlyMap<string, Rendered>; targets: Targets },
): string | undefined {
  const { from, rendered, targets } = options;
  if (/^https:\/\//.test(href)) return URL.canParse(href) ? undefined : "this is no address";
  const [path, fragment] = href.split("#");
  const [, room, slug] = path.match(/^\/(chapter|exercises)\/([^/]+)$/) ?? [];
  if (room === "exercises") {
    return targets.exercises.includes(slug) ? undefined : "there is no such exercise";
  }
  if (path !== "" && targets.pages.includes(path)) return undefined;
  const target = rendered.get(path === "" ? from : slug ?? "");
  if (target === undefined) return "there is no such page";
  // A figure's state follows its name: "#figure-raft=...".
  const id = decodeURIComponent((fragment ?? "").replace(/=.*$/, ""));
  return fragment === undefined || target.ids.has(id) ? undefined : "there is no such heading";
}
