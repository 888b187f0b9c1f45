/** What a build hands to its service worker: what is to be kept for days without a network. */
export interface Kept {
  /** The build's name. Every page of it holds it, in the addresses of its files. */
  readonly build: string;
  /** Addresses whose content never changes: they name it, or are locked to the build. */
  readonly files: readonly string[];
  readonly pages: readonly string[];
}

interface Lasting {
  waitUntil(end: Promise<unknown>): void;
}

interface Fetching {
  readonly request: Request;
  /** The navigation's answer, which the browser has asked for while the worker started. */
  readonly preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

/** What a service worker has of its global scope; tests hand in another. */
export interface OfflineScope {
  oninstall: ((event: Lasting) => void) | null;
  onactivate: ((event: Lasting) => void) | null;
  onfetch: ((event: Fetching) => void) | null;
  readonly location: { readonly origin: string };
  readonly caches: CacheStorage;
  readonly fetch: typeof fetch;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly navigationPreload?: { enable(): Promise<void> } };
}

const PREFIX = "truthlab-";
/** Says that a page was not kept. */
const LOST_PAGE = "/offline";
/** A new reader waits for none of this: it may take its time, and leave the server to others. */
const FETCHES_AT_ONCE = 3;

/**
 * The service worker: keeps a build's files and pages, and answers with them where no network does.
 *
 * What is kept is the same for everybody. Pages are fetched without cookies, as a stranger sees them,
 * and nothing else of what a reader fetches is ever kept but files that never change. So whoever
 * uses the browser next finds nothing of who used it before.
 *
 * Pages come from the network as long as there is one. A new build's worker therefore need not hurry:
 * it keeps its own files beside the old ones, and takes over when no page of the old build is open.
 */
export function serve(kept: Kept, scope = globalThis as unknown as OfflineScope): void {
  const name = PREFIX + kept.build;
  scope.oninstall = (event) => event.waitUntil(keepAll(kept, name, scope));
  scope.onactivate = (event) => event.waitUntil(takeOver(name, scope));
  scope.onfetch = (event) => {
    const { method, mode, url } = event.request;
    const { origin, pathname } = new URL(url);
    if (method !== "GET" || origin !== scope.location.origin) return;
    if (mode === "navigate") event.respondWith(answerPage(event, pathname, scope));
    else if (isFile(pathname)) event.respondWith(answerFile(event.request, name, scope));
  };
}

/** All files have an ending, and nothing else has. */
function isFile(pathname: string): boolean {
  return /\.[a-z0-9]+$/.test(pathname) && !pathname.startsWith("/api/");
}

/** Keeps everything, or fails: half a course would be found out without a network. */
async function keepAll({ build, files, pages }: Kept, name: string, scope: OfflineScope) {
  const cache = await scope.caches.open(name);
  const todo = [
    ...pages.map((url) => () => keepPage(url, build, { cache, scope })),
    ...files.map((url) => () => keepFile(url, { cache, scope })),
  ];
  const work = async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) await next();
  };
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, work));
}

interface Place {
  readonly cache: Cache;
  readonly scope: OfflineScope;
}

async function keepFile(url: string, { cache, scope }: Place): Promise<void> {
  if (await cache.match(url) !== undefined) return;
  const response = await scope.fetch(url, { credentials: "omit" });
  if (!isForEver(response)) throw new Error(`${url} answered ${response.status}`);
  await cache.put(url, response);
}

async function keepPage(url: string, build: string, { cache, scope }: Place): Promise<void> {
  // Neither with cookies nor from what the browser keeps of pages that were fetched with them.
  const response = await scope.fetch(url, { credentials: "omit", cache: "no-store" });
  const html = await response.text();
  if (!response.ok || !html.includes(build)) {
    throw new Error(`${url} answered ${response.status}, or is of another build than ${build}`);
  }
  const headers = new Headers(response.headers);
  for (const gone of ["content-encoding", "content-length"]) headers.delete(gone);
  // The page tells its reader where it comes from.
  await cache.put(url, new Response(html.replace("<html ", "<html data-kept "), { headers }));
}

async function takeOver(name: string, { caches, registration, clients }: OfflineScope) {
  for (const other of await caches.keys()) {
    if (other.startsWith(PREFIX) && other !== name) await caches.delete(other);
  }
  await registration.navigationPreload?.enable();
  await clients.claim();
}

async function answerPage(
  { request, preloadResponse }: Fetching,
  pathname: string,
  { caches, fetch }: OfflineScope,
): Promise<Response> {
  try {
    return await preloadResponse ?? await fetch(request);
  } catch (error) {
    const page = await caches.match(pathname) ?? await caches.match(LOST_PAGE);
    if (page === undefined) throw error;
    return page;
  }
}

async function answerFile(request: Request, name: string, scope: OfflineScope): Promise<Response> {
  const { caches, fetch } = scope;
  const known = await caches.match(request.url);
  if (known !== undefined) return known;
  try {
    const response = await fetch(request);
    // What is too large to be fetched for everybody is kept for whoever has used it.
    if (isForEver(response)) await (await caches.open(name)).put(request.url, response.clone());
    return response;
  } catch (error) {
    // Asked for without its build's name, or with another's: better than nothing.
    const similar = await caches.match(request.url, { ignoreSearch: true });
    if (similar === undefined) throw error;
    return similar;
  }
}

function isForEver(response: Response): boolean {
  return response.status === 200 && !response.redirected &&
    (response.headers.get("cache-control") ?? "").includes("immutable");
}
