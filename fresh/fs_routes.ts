import { newSegment, type Route, type Segment } from "./segments.ts";
import type { Middleware, RouteComponent, RouteConfig, RouteHandler } from "./types.ts";

interface RouteModule<State> {
  readonly default?: RouteComponent<State> | Middleware<State> | Middleware<State>[];
  readonly handler?: RouteHandler<unknown, State>;
  readonly handlers?: RouteHandler<unknown, State>;
  readonly config?: RouteConfig;
}

/** A route found in the folder: where it is served, what it is, and what surrounds it. */
export interface FoundRoute<State> {
  readonly pattern: string;
  readonly route: Route<State>;
  readonly segment: Segment<State>;
}

/** Loads every file below `routes/`, adding middlewares, layouts and error pages to segments. */
export async function loadRoutes<State>(
  folder: string,
  root: Segment<State>,
): Promise<FoundRoute<State>[]> {
  const found: FoundRoute<State>[] = [];
  const visit = async (path: string, segment: Segment<State>): Promise<void> => {
    const entries = (await Array.fromAsync(Deno.readDir(folder + path)))
      .sort((one, other) => one.name < other.name ? -1 : 1);
    for (const { name, isFile } of entries) {
      if (!isFile || !/\.tsx?$/.test(name) || /_test\.tsx?$/.test(name)) continue;
      const file = `${path}/${name}`;
      const module = await import(`file://${folder}${file}`) as RouteModule<State>;
      const id = file.replace(/\.tsx?$/, "");
      const isSpecial = addSpecial(segment, id.slice(id.lastIndexOf("/") + 1), module, file);
      if (isSpecial) continue;
      const route = toRoute(module, file);
      found.push({ pattern: route.config?.routeOverride ?? toPattern(id), route, segment });
    }
    for (const { name, isDirectory } of entries) {
      // A folder in such parentheses holds what routes share, and no routes.
      if (isDirectory && !name.startsWith("(_")) {
        await visit(`${path}/${name}`, newSegment(segment));
      }
    }
  };
  await visit("", root);
  return found.sort(bySpecificity);
}

function addSpecial<State>(
  segment: Segment<State>,
  name: string,
  module: RouteModule<State>,
  file: string,
): boolean {
  if (name === "_middleware") {
    const given = module.handlers ?? module.handler ?? module.default;
    if (given === undefined) throw new Error(`${file}: export a middleware`);
    segment.middlewares.push(...[given].flat() as Middleware<State>[]);
  } else if (name === "_app") {
    segment.app = module.default as RouteComponent<State>;
  } else if (name === "_layout") {
    const component = module.default as RouteComponent<State>;
    segment.layout = { component, config: module.config ?? {} };
  } else if (name === "_error" || name === "_500") {
    segment.error = withoutMethods(toRoute(module, file));
  } else if (name === "_404") {
    segment.notFound = withoutMethods(toRoute(module, file));
  } else {
    return false;
  }
  return true;
}

/** An error page is rendered whatever the method of the request that failed. */
function withoutMethods<State>(route: Route<State>): Route<State> {
  return { ...route, handler: route.handler ?? (() => ({ data: undefined })) };
}

function toRoute<State>(module: RouteModule<State>, file: string): Route<State> {
  const handler = module.handlers ?? module.handler;
  const component = module.default as RouteComponent<State> | undefined;
  if (handler === undefined && component === undefined) {
    throw new Error(`${file}: export a page as default, or handlers`);
  }
  return { handler, component, config: module.config };
}

/** `/chapter/[section]` is served at `/chapter/:section`, `/chapter/index` at `/chapter`. */
export function toPattern(id: string): string {
  const parts = id.split("/").filter((part) => part !== "" && !/^\(.*\)$/.test(part));
  if (parts.at(-1) === "index") parts.pop();
  return "/" + parts.map((part) =>
    part
      .replace(/^\[\.\.\.(.+)\]$/, ":$1{.+}")
      .replace(/^\[(.+)\]$/, ":$1")
  ).join("/");
}

/** Routes with fewer parameters come first: `/teach/open` before `/teach/:id`. */
function bySpecificity(one: { pattern: string }, other: { pattern: string }): number {
  const weigh = (pattern: string) =>
    pattern.split("/").map((part) => part.includes("{") ? "2" : part.startsWith(":") ? "1" : "0")
      .join("");
  return weigh(one.pattern) < weigh(other.pattern) ? -1 : 1;
}
