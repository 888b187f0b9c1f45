import { useEffect, useState } from "preact/hooks";

/** How often a trial's progress is asked for. */
const POLL_MS = 1_000;

/** Shows how far a trial is, and loads the page anew when it has ended. */
export default function LiveRegrade({ id, tried, all }: {
  id: string;
  tried: number;
  all: number;
}) {
  const [count, setCount] = useState(tried);
  useEffect(() => {
    const timer = setInterval(async () => {
      const response = await fetch(`/teach/regrade/${id}/progress`).catch(() => undefined);
      // A server that does not answer for a moment is asked again.
      if (!response?.ok) return;
      const now = await response.json() as { state: string; tried: number; all: number };
      setCount(now.tried);
      if (now.state === "running" && now.tried < now.all) return;
      clearInterval(timer);
      location.reload();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="mt-3 max-w-xl">
      <progress
        class="progress-bar w-full"
        value={count}
        max={all}
        aria-label="Submissions tried"
      />
      <p class="mt-2 text-sm tabular-nums text-muted">{`${count} of ${all} tried`}</p>
    </div>
  );
}
