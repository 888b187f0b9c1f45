import { useEffect, useState } from "preact/hooks";

/** What is told of a regrade that goes on: submissions that are tried, or that take effect. */
interface Progress {
  readonly state: "running" | "cancelled" | "applying" | "applied";
  readonly all: number;
  readonly tried: number;
  readonly decided: number;
}

/** Shows how far a regrade is, and loads the page anew when there is more to see than that. */
export default function LiveRegrade({ id, shown }: { id: string; shown: Progress }) {
  const [progress, setProgress] = useState(shown);
  useEffect(() => {
    const source = new EventSource(`/teach/regrade/${id}/events`);
    source.addEventListener("progress", ({ data }) => {
      const now = JSON.parse(data) as Progress;
      setProgress(now);
      if (now.state === shown.state && !isTried(now)) return;
      source.close();
      location.reload();
    });
    return () => source.close();
  }, []);
  const { state, all, tried, decided } = progress;
  const [count, deed] = state === "applying" ? [decided, "decided"] : [tried, "tried"];
  return (
    <div class="mt-3 max-w-xl">
      <progress
        class="progress-bar w-full"
        value={count}
        max={all}
        aria-label={`Submissions ${deed}`}
      />
      <p class="mt-2 text-sm tabular-nums text-muted">{`${count} of ${all} ${deed}`}</p>
    </div>
  );
}

/** Then somebody has to decide: the page asks them. */
function isTried({ state, all, tried }: Progress): boolean {
  return state === "running" && tried === all;
}
