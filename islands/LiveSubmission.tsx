import { useEffect, useState } from "preact/hooks";
import { followSubmission, type Waiting as WaitingState } from "./live/follow_submission.ts";
import { Waiting } from "./live/Waiting.tsx";

/** Shows where a submission stands, and loads the page anew when it has its verdict. */
export default function LiveSubmission({ id, state }: {
  id: string;
  state: "queued" | "running" | "done";
}) {
  const [waiting, setWaiting] = useState<WaitingState>({ standing: { state }, isLost: false });
  useEffect(() => {
    const leaving = new AbortController();
    followSubmission(id, setWaiting, { signal: leaving.signal }).then(
      () => location.reload(),
      () => setWaiting((now) => ({ ...now, isLost: true })),
    );
    return () => leaving.abort();
  }, []);
  return <Waiting waiting={waiting} />;
}
