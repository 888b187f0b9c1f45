import type { Standing } from "@/lib/standing.ts";

/** How many checks are done; nothing while that is not known. */
export function ProgressBar({ checks }: { checks: Standing["checks"] }) {
  if (checks === undefined) return null;
  return (
    <progress
      aria-label="Checks done"
      value={checks.done}
      max={checks.all}
      class="progress-bar mt-4 block w-full"
    />
  );
}
