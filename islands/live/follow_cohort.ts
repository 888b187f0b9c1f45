import type { MatrixView } from "@/lib/matrix_view.ts";

/** The server gives a sign of life every ten seconds: after so long the connection is dead. */
const SILENCE_MS_MAX = 30_000;

export interface CohortFollower {
  readonly onView: (view: MatrixView) => void;
  /** Whether the server is heard. */
  readonly onLive: (isLive: boolean) => void;
}

/**
 * Fetches a page of the matrix anew whenever the cohort changes, one at a time.
 *
 * @param shown the page's first view.
 * @returns what ends it.
 */
export function followCohort(
  shown: MatrixView,
  address: string,
  { onView, onLive }: CohortFollower,
): () => void {
  const home = `/teach/cohorts/${shown.cohortId}`;
  const url = address.replace(home, `${home}/matrix`);
  const leaving = new AbortController();
  let known = shown.revision;
  let wanted = known;
  let isFetching = false;
  const bringUpToDate = async () => {
    if (isFetching || wanted === known) return;
    isFetching = true;
    try {
      known = wanted;
      const response = await fetch(url, { signal: leaving.signal });
      if (response.ok) onView(await response.json());
    } catch {
      // The connection says so too, and begins with a revision when it is back.
      known = "?";
    } finally {
      isFetching = false;
    }
    if (wanted !== known && known !== "?") await bringUpToDate();
  };
  let source: EventSource;
  let alarm: ReturnType<typeof setTimeout> | undefined;
  const expectLife = () => {
    clearTimeout(alarm);
    alarm = setTimeout(() => {
      onLive(false);
      source.close();
      open();
    }, SILENCE_MS_MAX);
  };
  const open = () => {
    source = new EventSource(`${home}/events`);
    expectLife();
    source.addEventListener("heartbeat", expectLife);
    source.addEventListener("revision", ({ data }) => {
      expectLife();
      onLive(true);
      wanted = JSON.parse(data).revision;
      bringUpToDate();
    });
    source.addEventListener("error", () => onLive(false));
  };
  open();
  return () => {
    clearTimeout(alarm);
    leaving.abort();
    source.close();
  };
}
