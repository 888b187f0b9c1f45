/** How the page stands to the server. */
export type Network =
  /** It has its answers from the server, or does not know otherwise. */
  | "there"
  /** The browser has no network, or the page is a copy that it had kept. */
  | "gone"
  /** The page is a kept copy, and the server can be reached again. */
  | "back";

/** A network that comes back without a word is looked for this often, while the page is seen. */
const LOOK_EVERY_MS = 10_000;

/**
 * Tells how the page stands to the server, and whenever that changes. Only a page that was kept asks:
 * others learn of it from the browser.
 *
 * @returns what ends it.
 */
export function watchNetwork(tell: (network: Network) => void): () => void {
  const isKept = document.documentElement.dataset.kept !== undefined;
  const left = new AbortController();
  const look = async () => {
    const isBack = isKept ? await answers(left.signal) : navigator.onLine;
    if (left.signal.aborted) return;
    if (isBack) clearInterval(timer);
    tell(isBack ? isKept ? "back" : "there" : "gone");
  };
  const timer = isKept ? setInterval(() => document.hidden || look(), LOOK_EVERY_MS) : undefined;
  for (const name of ["online", "offline"]) addEventListener(name, look, { signal: left.signal });
  look();
  return () => {
    clearInterval(timer);
    left.abort();
  };
}

async function answers(signal: AbortSignal): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    return (await fetch("/healthz", { cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}
